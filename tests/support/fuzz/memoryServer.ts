import type { Submitted } from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import type { FuzzServer, Sender } from './fuzzServer';
import { SmallServer } from './smallServer';

/** A server of any number of designs in memory. */
export class MemoryServer implements FuzzServer {
  private readonly designs = new Map<string, SmallServer>();

  /** `Small` is what each design is served by. */
  constructor(private readonly Small: new (start: LayerGraph) => SmallServer = SmallServer) {}

  async begin(graph: LayerGraph) {
    const designId = `d${this.designs.size}`;
    this.designs.set(designId, new this.Small(graph));
    return designId;
  }

  async fork(designId: string) {
    const { graph, revision } = this.design(designId).snapshot();
    return { designId: await this.begin(graph), revision };
  }

  async push({ designId, client }: Sender, batch: readonly Submitted[]) {
    return this.design(designId).push(client, batch);
  }

  async since(designId: string, revision: number) {
    return this.design(designId).since(revision);
  }

  async snapshot(designId: string) {
    return this.design(designId).snapshot();
  }

  async answersTo(designId: string, client: string) {
    const known = this.design(designId).known.get(client) ?? [];
    return known.map(({ answer }) => answer);
  }

  inMemory(designId: string) {
    return [{ place: 'the server', ...this.design(designId).snapshot() }];
  }

  async kept(designId: string) {
    return this.inMemory(designId);
  }

  private design(designId: string): SmallServer {
    return must(this.designs.get(designId), designId);
  }
}
