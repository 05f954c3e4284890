import type { Db } from '../database';
import { logChunk } from '../queries/documents/logChunk';
import type { LogRow } from '../queries/documents/logRow';

/** Operations that are read at once for those who are far behind. */
const CHUNK = 1_000;
const CHUNK_BYTES = 2 * 1024 * 1024;
/** Pieces of the log that are kept while people catch up. */
const KEPT = 4;
const KEPT_MILLISECONDS = 5_000;

interface Chunk {
  readonly after: number;
  readonly rows: Promise<readonly LogRow[]>;
  /** The last revision in it; undefined while it is read. */
  upTo: number | undefined;
  usedAt: number;
}

/**
 * Reads the log of a design for those who are behind. It reads far ahead, and people who catch up at
 * the same time, as after a restart, share what was read. What it keeps is bounded.
 */
export class LogReader {
  private chunks: readonly Chunk[] = [];

  constructor(
    private readonly db: Db,
    private readonly designId: string,
  ) {}

  /** A piece of the log that holds what comes after a revision, which is not the newest, and perhaps what comes before. */
  async read(after: number): Promise<readonly LogRow[]> {
    const chunk = this.find(after) ?? this.fetch(after);
    chunk.usedAt = performance.now();
    return chunk.rows;
  }

  /** Lets go of everything. */
  forget(): void {
    this.chunks = [];
  }

  /** Lets go of what nobody has read for a while. */
  tidy(): void {
    const oldest = performance.now() - KEPT_MILLISECONDS;
    this.chunks = this.chunks.filter(({ usedAt }) => usedAt > oldest);
  }

  private find(after: number): Chunk | undefined {
    return this.chunks.find((chunk) =>
      chunk.upTo === undefined ? chunk.after === after : chunk.after <= after && after < chunk.upTo,
    );
  }

  private fetch(after: number): Chunk {
    const { db, designId } = this;
    const rows = logChunk(db, { designId, after, limit: CHUNK, bytes: CHUNK_BYTES });
    const chunk: Chunk = { after, rows, upTo: undefined, usedAt: 0 };
    this.chunks = [...this.chunks, chunk].slice(-KEPT);
    rows.then(
      (read) => {
        chunk.upTo = read.at(-1)?.revision ?? after;
      },
      () => {
        this.chunks = this.chunks.filter((each) => each !== chunk);
      },
    );
    return chunk;
  }
}
