import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What becomes of the bytes in one direction: they pass; they are held back and pass later, as over a
 * line that was cut for a while; or they are lost, after which the connection never carries anything
 * in this direction again, and nobody is told: it is half open.
 */
export type Lane = 'pass' | 'hold' | 'lose';

/** How the line is. */
export interface Weather {
  /** From whoever connects to whom they ask. */
  readonly out: Lane;
  /** Back. */
  readonly in: Lane;
  /** Milliseconds that each piece takes, either way. */
  readonly latency: number;
  /** Bytes in a second that come back; unlimited when undefined. */
  readonly slow: number | undefined;
  /** Whether new connections are let in; else they are reset. */
  readonly open: boolean;
  /** Only connections whose first bytes hold this text are concerned; undefined for all. */
  readonly whom: string | undefined;
}

const FAIR: Weather = {
  out: 'pass',
  in: 'pass',
  latency: 0,
  slow: undefined,
  open: true,
  whom: undefined,
};

/** A line between two programs on this machine that can be spoilt while it is in use. */
export interface TcpProxy {
  readonly port: number;
  /** Makes the weather anew: what is left out is fair. */
  set(weather: Partial<Weather>): void;
  /** Breaks the connections that are open, with a reset for both ends; all, or those whose first bytes hold a text. */
  reset(whom?: string): void;
  /** Connects to another port from now on. */
  aim(port: number): void;
  /** Connections that are open. */
  count(): number;
  close(): Promise<void>;
}

/** Listens on a free port of this machine and connects to `target` there. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  let weather = FAIR;
  let aimed = target;
  const lines = new Set<Line>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    if (!weather.open && weather.whom === undefined) return void near.resetAndDestroy();
    const far = connect({ port: aimed, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const line = new Line(near, far, () => weather);
    lines.add(line);
    void line.ended.then(() => lines.delete(line));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    set(change) {
      weather = { ...FAIR, ...change };
      for (const line of lines) line.look();
    },
    reset(whom) {
      for (const line of lines) if (whom === undefined || line.is(whom)) line.reset();
    },
    aim(port) {
      aimed = port;
    },
    count: () => lines.size,
    async close() {
      for (const line of lines) line.reset();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One connection through the proxy. */
class Line {
  readonly ended: Promise<unknown>;
  private readonly out: Direction;
  private readonly back: Direction;
  private first: string | undefined;

  constructor(
    private readonly near: Socket,
    private readonly far: Socket,
    private readonly weather: () => Weather,
  ) {
    this.out = new Direction(near, far, () => this.laneWeather('out'));
    this.back = new Direction(far, near, () => this.laneWeather('in'));
    near.prependOnceListener('data', (bytes) => {
      this.first = bytes.toString('latin1');
      const { open, whom } = weather();
      if (!open && whom !== undefined && this.is(whom)) this.reset();
    });
    this.ended = Promise.all([closed(near), closed(far)]);
  }

  is(text: string): boolean {
    return this.first?.includes(text) ?? false;
  }

  look(): void {
    this.out.carry();
    this.back.carry();
  }

  reset(): void {
    this.near.resetAndDestroy();
    this.far.resetAndDestroy();
  }

  private laneWeather(lane: 'out' | 'in'): LaneWeather {
    const { latency, slow, whom, [lane]: state } = this.weather();
    if (whom !== undefined && !this.is(whom)) return { lane: 'pass', latency: 0, slow: undefined };
    return { lane: state, latency, slow: lane === 'in' ? slow : undefined };
  }
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

interface LaneWeather extends Pick<Weather, 'latency' | 'slow'> {
  readonly lane: Lane;
}

/** What travels: bytes, the end of what one side has to say, or that it broke off. */
type Piece = { readonly due: number } & (
  | { readonly type: 'bytes'; readonly bytes: Buffer }
  | { readonly type: 'end' }
  | { readonly type: 'reset' }
);

/** Whoever sends more than this is made to wait. */
const ROOM = 256 * 1024;

/** One of the two directions of a connection. */
class Direction {
  private readonly pieces: Piece[] = [];
  private waiting = 0;
  private lost = false;
  private timer: NodeJS.Timeout | undefined;
  private resting = false;
  /** When a slow line has carried what went before. */
  private free = 0;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly weather: () => LaneWeather,
  ) {
    from.on('data', (bytes) => this.take({ type: 'bytes', bytes, due: this.due() }));
    from.on('end', () => this.take({ type: 'end', due: this.due() }));
    // A connection that cannot be made, or that breaks, ends with an error.
    from.on('error', () => this.take({ type: 'reset', due: this.due() }));
    to.on('drain', () => {
      this.resting = false;
      this.carry();
    });
    to.on('close', () => clearTimeout(this.timer));
  }

  /** Carries on with whatever the weather allows. */
  carry(): void {
    clearTimeout(this.timer);
    while (this.carryOne());
  }

  /** Whether there may be more to carry now. */
  private carryOne(): boolean {
    const [piece] = this.pieces;
    if (!piece || this.resting || this.to.destroyed) return false;
    const { lane, slow } = this.weather();
    if (lane === 'lose') this.lost = true;
    const early = this.lost ? 0 : Math.max(piece.due, this.free) - performance.now();
    if ((lane === 'hold' && !this.lost) || early > 0) {
      if (early > 0) this.later(early);
      return false;
    }
    this.pieces.shift();
    if (!this.lost) this.deliver(piece, slow);
    if (piece.type === 'bytes') this.waiting -= piece.bytes.length;
    if (this.waiting < ROOM) this.from.resume();
    return true;
  }

  private due(): number {
    return performance.now() + this.weather().latency;
  }

  private take(piece: Piece): void {
    this.pieces.push(piece);
    if (piece.type === 'bytes') this.waiting += piece.bytes.length;
    if (this.waiting > ROOM) this.from.pause();
    this.carry();
  }

  private later(milliseconds: number): void {
    this.timer = setTimeout(() => this.carry(), milliseconds);
  }

  private deliver(piece: Piece, slow: number | undefined): void {
    if (piece.type === 'end') this.to.end();
    else if (piece.type === 'reset') this.to.resetAndDestroy();
    else {
      this.resting = !this.to.write(piece.bytes);
      if (slow) this.free = performance.now() + (piece.bytes.length / slow) * 1_000;
    }
  }
}
