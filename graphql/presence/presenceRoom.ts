import { type Presence, SILENT } from '@/lib/document/presence';
import type { PresenceEntry } from './presenceEntry';

interface Seat {
  entry: PresenceEntry;
  /** Subscriptions in this process that hold the seat; none for a tab that another process has. */
  readonly holders: Set<symbol>;
  /** When another process last spoke of it. */
  heardAt: number;
}

/** Who is in one design, as far as this process knows. */
export class PresenceRoom {
  private readonly seats = new Map<string, Seat>();
  private readonly listeners = new Map<symbol, () => void>();

  get isDeserted(): boolean {
    return this.listeners.size === 0;
  }

  entries(): readonly PresenceEntry[] {
    return [...this.seats.values()].map(({ entry }) => entry);
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
      this.seats.set(client, { entry, holders: new Set([holder]), heardAt: 0 });
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
    this.seats.delete(client);
    this.changed();
    return true;
  }

  /** What a tab says of itself. */
  say(client: string, state: Presence): void {
    const seat = this.seats.get(client);
    if (!seat) return;
    seat.entry = { ...seat.entry, state };
    this.changed();
  }

  /** What another process says of one of its tabs. */
  hear(entry: PresenceEntry, now: number): void {
    const seat = this.seats.get(entry.client);
    if (seat && (seat.holders.size > 0 || seat.entry.userId !== entry.userId)) return;
    this.seats.set(entry.client, { entry, holders: new Set(), heardAt: now });
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

  private changed(): void {
    for (const listener of [...this.listeners.values()]) listener();
  }
}
