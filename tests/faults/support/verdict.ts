import { applyOperation, readOperation } from '@/lib/document/apply';
import { sameJson } from '@/lib/equal';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import { faultsOf } from '@/tests/support/faultsOf';
import type { LiveClient, Told } from '@/tests/support/liveClient';
import { smallDesign } from '@/tests/support/smallDesign';
import type { Person } from '@/tests/support/testClient';
import type { Scene } from './scene';
import { until } from './until';

/** What a run came to. All lists are empty in a run that is as it should be. */
export interface Verdict {
  /** Operations that somebody was told of. Where the log came before the answer, nobody waits for that. */
  readonly acknowledged: number;
  /** Operations in the log. */
  readonly logged: number;
  /** Operations that were acknowledged and do not stand in the log as they were, and such as nobody answered. */
  readonly lost: readonly string[];
  /** Operations that stand in the log more than once. */
  readonly duplicates: readonly string[];
  /** Clients and instances that hold something else than the log says. */
  readonly unequal: readonly string[];
  /** Anything else: holes in the log, orders that were not kept, views that went back, refusals that nobody sees. */
  readonly faults: readonly string[];
}

interface Entry {
  readonly revision: number;
  readonly client: string;
  readonly seq: number;
  readonly gesture: string;
  readonly operation: unknown;
}

/**
 * Mends all lines, waits until everybody has sent and heard everything, and holds them against the
 * log. Of `forgotten` gestures, which a database restored from a backup cannot know, the answers do not count. Throws when
 * somebody finds no rest within `patience` milliseconds.
 */
export async function settle(
  scene: Scene,
  forgotten?: ReadonlySet<string>,
  patience?: number,
): Promise<Verdict> {
  await scene.rest();
  for (const { line } of scene.seats) line.set({});
  await until(() => restless(scene), patience);
  const [seat] = scene.seats;
  if (!seat) throw new Error('There is nobody in the scene.');
  const log = await readLog(seat.person.at(seat.instance.url), scene.designId);
  return judge(scene, log, forgotten);
}

/** Who still has something to send or to hear, in words. */
async function restless(scene: Scene): Promise<readonly string[]> {
  const [seat] = scene.seats;
  const head = await documentOf(seat?.person.at(seat.instance.url), scene.designId).then(
    ({ revision }) => revision,
    () => undefined,
  );
  if (head === undefined) return ['The server does not answer.'];
  return scene.clients.flatMap(({ session, store }) => {
    const { connection } = store.getState();
    const { client, pending, revision } = session;
    if (connection.status === 'live' && pending.length === 0 && revision === head) return [];
    const failure = connection.status === 'refused' ? `: ${connection.failure.message}` : '';
    return [
      `${client} is ${connection.status}${failure}, at ${revision} of ${head}, and has ${pending.length} to send.`,
    ];
  });
}

async function judge(
  scene: Scene,
  log: readonly Entry[],
  forgotten: ReadonlySet<string> | undefined,
): Promise<Verdict> {
  const tabs = [...scene.gone, ...scene.clients];
  const bySeq = new Map<string, Entry>();
  const duplicates: string[] = [];
  for (const entry of log) {
    const key = `${entry.client} ${entry.seq}`;
    if (bySeq.has(key)) duplicates.push(key);
    bySeq.set(key, entry);
  }
  const told = tabs.flatMap((tab) => tab.told).filter(({ gesture }) => !forgotten?.has(gesture));
  const acknowledged = new Set(told.map(({ client, answer }) => `${client} ${answer.seq}`));
  return {
    acknowledged: acknowledged.size,
    logged: log.length,
    lost: [...lostOf(told, bySeq), ...unanswered(scene, log)],
    duplicates: [...duplicates, ...repeatedGestures(tabs, log)],
    unequal: await unequal(scene, log),
    // Whoever follows a database that was restored goes back with it.
    faults: [
      ...orderFaults(log),
      ...trayFaults(scene),
      ...(forgotten ? [] : tabs.flatMap(({ faults }) => faults)),
    ],
  };
}

/** What was acknowledged and stands elsewhere, or nowhere; and what was turned down and stands there all the same. */
function lostOf(told: readonly Told[], bySeq: ReadonlyMap<string, Entry>): readonly string[] {
  return told.flatMap(({ client, gesture, answer }) => {
    const entry = bySeq.get(`${client} ${answer.seq}`);
    const revision = 'revision' in answer ? answer.revision : undefined;
    if (entry?.revision === revision && (!entry || entry.gesture === gesture)) return [];
    return [`${client} ${answer.seq}: told ${revision}, found ${entry?.revision}`];
  });
}

/** How many operations each gesture came to. A tab may have had to number them anew under another client. */
function performedIn(tabs: readonly LiveClient[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [gesture, byClient] of tabs.flatMap(({ performed }) => [...performed])) {
    const most = Math.max(...[...byClient.values()].map(({ size }) => size));
    counts.set(gesture, Math.max(counts.get(gesture) ?? 0, most));
  }
  return counts;
}

/** What somebody did in a tab that still lives, and that was neither taken nor turned down. */
function unanswered(scene: Scene, log: readonly Entry[]): readonly string[] {
  const settled = new Set(log.map(({ client, seq, gesture }) => `${gesture} ${client} ${seq}`));
  for (const { told } of [...scene.gone, ...scene.clients]) {
    for (const { client, gesture, answer } of told)
      settled.add(`${gesture} ${client} ${answer.seq}`);
  }
  const counts = new Map<string, number>();
  for (const key of settled) {
    const gesture = key.split(' ')[0] ?? '';
    counts.set(gesture, (counts.get(gesture) ?? 0) + 1);
  }
  return [...performedIn(scene.clients)].flatMap(([gesture, count]) =>
    (counts.get(gesture) ?? 0) < count ? [`gesture ${gesture}`] : [],
  );
}

/** Gestures of which more stands in the log than was done. */
function repeatedGestures(tabs: readonly LiveClient[], log: readonly Entry[]): readonly string[] {
  const performed = performedIn(tabs);
  const found = new Map<string, number>();
  for (const { gesture } of log) found.set(gesture, (found.get(gesture) ?? 0) + 1);
  return [...found].flatMap(([gesture, count]) =>
    count > (performed.get(gesture) ?? 0) ? [`gesture ${gesture}`] : [],
  );
}

function orderFaults(log: readonly Entry[]): readonly string[] {
  const last = new Map<string, number>();
  return log.flatMap(({ revision, client, seq }, index) => {
    const before = last.get(client) ?? 0;
    last.set(client, seq);
    return [
      ...(revision === index + 1 ? [] : [`Revision ${index + 1} of the log is ${revision}.`]),
      ...(seq > before ? [] : [`${client} has ${seq} behind ${before}.`]),
    ];
  });
}

/** Refusals that their author does not see. */
function trayFaults({ clients }: Scene): readonly string[] {
  return clients.flatMap(({ told, session }) => {
    const shown = new Set(session.refused.map(({ seq }) => seq));
    return told.flatMap(({ client, answer }) =>
      answer.outcome === 'reject' && !shown.has(answer.seq)
        ? [`${client} does not show that ${answer.seq} was refused.`]
        : [],
    );
  });
}

/** Everybody against the log played from the beginning, and every instance too. */
async function unequal(scene: Scene, log: readonly Entry[]): Promise<readonly string[]> {
  const expected = storeGraph(replay(log));
  const found: (readonly [string, unknown])[] = scene.clients.flatMap(({ session }) => [
    [`the view of ${session.client}`, storeGraph(session.view)],
    [`what ${session.client} takes for confirmed`, storeGraph(session.confirmed)],
  ]);
  for (const { person, instance } of scene.seats) {
    const { graph } = await documentOf(person.at(instance.url), scene.designId);
    const read = readGraph(graph);
    if (!read.ok) return [read.error];
    found.push([`the instance ${instance.url}`, storeGraph(read.value)]);
    for (const fault of faultsOf(read.value)) found.push([fault, expected]);
  }
  return found.flatMap(([who, stored]) => (sameJson(stored, expected) ? [] : [who]));
}

function replay(log: readonly Entry[]) {
  let graph = smallDesign();
  for (const { revision, operation } of log) {
    const read = readOperation(operation);
    if (!read.ok) throw new Error(`Revision ${revision} cannot be read: ${read.error}`);
    const applied = applyOperation(graph, read.value);
    if (applied.outcome === 'refused') throw new Error(`Revision ${revision}: ${applied.message}`);
    if (applied.outcome === 'applied') graph = applied.graph;
  }
  return graph;
}

async function documentOf(
  person: Person | undefined,
  id: string,
): Promise<{ readonly revision: number; readonly graph: unknown }> {
  if (!person) throw new Error('There is nobody in the scene.');
  const { design } = await person.get<{
    design: { document: { revision: number; graph: unknown } };
  }>('query($id: ID!) { design(id: $id) { document { revision graph } } }', { id });
  return design.document;
}

async function readLog(person: Person, id: string): Promise<readonly Entry[]> {
  const log: Entry[] = [];
  for (;;) {
    const { operations } = await person.get<{
      operations: { operations: readonly Entry[]; headRevision: number };
    }>(
      'query($id: ID!, $after: Int!) { operations(designId: $id, after: $after) { headRevision operations { revision client seq gesture operation } } }',
      { id, after: log.at(-1)?.revision ?? 0 },
    );
    log.push(...operations.operations);
    if (operations.operations.length === 0) return log;
  }
}
