/**
 * The client ids that this page works under. No other page of the browser can take one as long as
 * it is held; the browser lets go of all when the page goes, however it goes.
 */
export class Holds {
  private readonly releases: (() => void)[] = [];
  private released = false;

  /** Takes an id. False where another page has it. A browser without locks lets anybody have it. */
  take(client: string): Promise<boolean> {
    if (!navigator.locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      navigator.locks
        .request(`layerboard-client-${client}`, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          return lock && this.untilReleased();
        })
        .catch(() => resolve(true));
    });
  }

  /** Lets go of all ids: the work left under them can be taken over. */
  release(): void {
    this.released = true;
    for (const release of this.releases.splice(0)) release();
  }

  private untilReleased(): Promise<void> {
    return new Promise((resolve) => {
      if (this.released) resolve();
      else this.releases.push(resolve);
    });
  }
}
