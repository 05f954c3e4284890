import { type Presence, SILENT } from '@/lib/document/presence';
import { LIMITS } from '../limits';
import { boundedFrame } from './boundedFrame';
import { framePause } from './framePause';
import type { PresenceEntry } from './presenceEntry';

/** What a tab says of itself is taken over at most thirty times a second; the last word always. */
const SAY_MILLISECONDS = 34;

interface Seat {
  entry: PresenceEntry;
  /** What the tab has said too soon after the last time, until it is taken over. */
  unheard: Presence | undefined;
  patience: NodeJS.Timeout | undefined;
  /** Subscriptions in this process that hold the seat; none for a tab that another process has. */
  readonly holders: Set<symbol>;
  /** When another process last spoke of it. */
  heardAt: number;
}

function unspoken(entry: PresenceEntry): Seat {
  return { entry, unheard: undefined, patience: undefined, holders: new Set(), heardAt: 0 };
}

/** Who is in a design, as all who are there are shown it. */
export interface PresenceFrame {
  readonly participants: readonly PresenceEntry[];
}

/** Who is in one design, as far as this process knows. */
export class PresenceRoom {
  private readonly seats = new Map<string, Seat>();
  private readonly listeners = new Map<symbol, () => void>();
  private shown: PresenceFrame = { participants: [] };
  /** Runs while the last frame is too young for another. */
  private pause: NodeJS.Timeout | undefined;
  private isDue = false;

  constructor(private readonly capacity: number) {}

  /** What was shown last: one and the same for everybody, until there is something new. */
  get frame(): PresenceFrame {
    return this.shown;
  }

  /** Whether another tab is one too many. */
  get isFull(): boolean {
    return this.seats.size >= this.capacity;
  }

  get isDeserted(): boolean {
    return this.listeners.size === 0;
  }

  /** Tabs that are subscribed in this process. */
  ownEntries(): readonly PresenceEntry[] {
    return [...this.seats.values()]
      .filter(({ holders }) => holders.size > 0)
      .map(({ entry }) => entry);
  }

  find(client: string): PresenceEntry | undefined {
    return this.seats.get(client)?.entry;
  }

  isOwn(client: string): boolean {
    return (this.seats.get(client)?.holders.size ?? 0) > 0;
  }

  /** Takes a seat for a subscription. The caller has seen that nobody else has it. */
  enter(client: string, userId: string, onChange: () => void): symbol {
    const holder = Symbol(client);
    const seat = this.seats.get(client);
    if (seat) seat.holders.add(holder);
    else {
      const entry = { client, userId, state: SILENT };
      this.seats.set(client, { ...unspoken(entry), holders: new Set([holder]) });
    }
    this.listeners.set(holder, onChange);
    this.changed();
    return holder;
  }

  /** Gives the seat back. Returns whether the tab is gone with it. */
  leave(client: string, holder: symbol): boolean {
    this.listeners.delete(holder);
    const seat = this.seats.get(client);
    if (!seat?.holders.delete(holder) || seat.holders.size > 0) return false;
    clearTimeout(seat.patience);
    this.seats.delete(client);
    this.changed();
    if (this.isDeserted) clearTimeout(this.pause);
    return true;
  }

  /**
   * What a tab says of itself. Taken over at once, or a little later where it speaks too often; then
   * only the last of it. `onHeard` is called when it is.
   */
  say(client: string, state: Presence, onHeard: () => void): void {
    const seat = this.seats.get(client);
    if (!seat) return;
    if (seat.patience) {
      seat.unheard = state;
      return;
    }
    seat.entry = { ...seat.entry, state };
    seat.patience = setTimeout(() => {
      const { unheard } = seat;
      seat.patience = undefined;
      seat.unheard = undefined;
      if (unheard) this.say(client, unheard, onHeard);
    }, SAY_MILLISECONDS);
    seat.patience.unref();
    onHeard();
    this.changed();
  }

  /** What another process says of one of its tabs. */
  hear(entry: PresenceEntry, now: number): void {
    const seat = this.seats.get(entry.client);
    if (seat && (seat.holders.size > 0 || seat.entry.userId !== entry.userId)) return;
    if (!seat && this.isFull) return;
    this.seats.set(entry.client, { ...unspoken(entry), heardAt: now });
    this.changed();
  }

  /** Drops tabs of other processes: those named, or all that were not heard of since a moment. */
  drop(which: { readonly clients: readonly string[] } | { readonly notSince: number }): void {
    let dropped = false;
    for (const [client, { holders, heardAt }] of this.seats) {
      const named = 'clients' in which ? which.clients.includes(client) : heardAt < which.notSince;
      if (holders.size > 0 || !named) continue;
      this.seats.delete(client);
      dropped = true;
    }
    if (dropped) this.changed();
  }

  /** Shows it at once, or together with what changes until the next frame may come. */
  private changed(): void {
    if (this.pause) this.isDue = true;
    else this.show();
  }

  private show(): void {
    this.isDue = false;
    const entries = [...this.seats.values()].map(({ entry }) => entry);
    this.shown = { participants: boundedFrame(entries, LIMITS.presenceBytes) };
    this.pause = setTimeout(() => {
      this.pause = undefined;
      if (this.isDue) this.show();
    }, framePause(this.seats.size));
    this.pause.unref();
    for (const listener of [...this.listeners.values()]) listener();
  }
}
