import type { Operation } from '@/lib/document/operation';
import type { Answer, Submitted } from '@/lib/document/session';
import type { LayerGraph } from '@/lib/graph/graph';
import { CLIENT_RULES, type ClientRules } from './clientRules';
import { SmallServer } from './smallServer';

/** A mistake that somebody might make, and the words in which the check has to notice it. */
export interface PlantedBug {
  readonly name: string;
  readonly noticed: RegExp;
  /** The server that makes it. */
  readonly Server?: new (
    start: LayerGraph,
  ) => SmallServer;
  /** The client that makes it; made anew for every run. */
  readonly rules?: () => Partial<ClientRules>;
}

const OFTEN = 7;

/** Says commit to something that it then drops. */
class DroppingServer extends SmallServer {
  protected override take(client: string, submitted: Submitted): Answer {
    const { graph } = this;
    const answer = super.take(client, submitted);
    if (!('revision' in answer) || submitted.seq % OFTEN > 0) return answer;
    this.graph = graph;
    this.log.pop();
    return answer;
  }
}

/** Answers from memory before the log has the operation, which then does not get there. */
class HastyServer extends SmallServer {
  protected override take(client: string, submitted: Submitted): Answer {
    const answer = super.take(client, submitted);
    if ('revision' in answer && answer.revision % OFTEN === 0) this.log.pop();
    return answer;
  }
}

class DoublingServer extends SmallServer {
  protected override take(client: string, submitted: Submitted): Answer {
    const answer = super.take(client, submitted);
    const entry = this.log.at(-1);
    if (entry && 'revision' in answer && answer.revision % OFTEN === 0)
      this.log.push({ ...entry, revision: answer.revision + 1 });
    return answer;
  }
}

/** Takes a retry for new work. */
class ForgetfulServer extends SmallServer {
  override push(client: string, batch: readonly Submitted[]) {
    const known = this.known.get(client) ?? [];
    const retried = batch.filter(({ seq }) => known[seq - 1]);
    const pushed = super.push(client, batch);
    for (const submitted of retried) this.take(client, submitted);
    return pushed;
  }
}

class SkippingServer extends SmallServer {
  override since(revision: number) {
    const skipped = (real: number) => real + (real > 20 ? 1 : 0);
    return super.since(revision).map((entry) => ({ ...entry, revision: skipped(entry.revision) }));
  }
}

/** Two instances of which each believes that nobody but itself changes the document. */
class StaleServer extends SmallServer {
  private other: LayerGraph = this.start;

  override push(client: string, batch: readonly Submitted[]) {
    [this.graph, this.other] = [this.other, this.graph];
    return super.push(client, batch);
  }
}

/** Answers a retry as though it had been refused. */
class SurlyServer extends SmallServer {
  override push(client: string, batch: readonly Submitted[]) {
    const before = this.known.get(client)?.length ?? 0;
    const pushed = super.push(client, batch);
    if (pushed.status === 'conflict') return pushed;
    const answers = pushed.answers.map(
      (answer): Answer =>
        answer.seq > before
          ? answer
          : { outcome: 'reject', seq: answer.seq, code: 'DUPLICATE_ID', message: 'Again?' },
    );
    return { ...pushed, answers };
  }
}

const echo: Partial<ClientRules> = {
  receive: (session, entries) =>
    CLIENT_RULES.receive(
      session,
      entries.map((entry) => ({ ...entry, client: 'somebody' })),
    ),
};

const skipRebase: Partial<ClientRules> = {
  receive(session, entries) {
    const { session: next, gap } = CLIENT_RULES.receive(session, entries);
    return { session: session.pending.length > 0 ? { ...next, view: session.view } : next, gap };
  },
};

const overlookGap: Partial<ClientRules> = {
  receive(session, entries) {
    const from = Math.max(session.revision, (entries[0]?.revision ?? 1) - 1);
    return CLIENT_RULES.receive({ ...session, revision: from }, entries);
  },
};

const flicker: Partial<ClientRules> = {
  acknowledge(session, answers) {
    const next = CLIENT_RULES.acknowledge(session, answers);
    const pending = next.pending.filter(({ seq }) => !next.acknowledged.has(seq));
    return CLIENT_RULES.resync({ ...next, pending }, { ...next, graph: { ...next.confirmed } });
  },
};

const hideRefusals: Partial<ClientRules> = {
  acknowledge: (session, answers) => ({
    ...CLIENT_RULES.acknowledge(session, answers),
    refused: session.refused,
  }),
};

/** Redo does again what its author did once, and not what undo took away. */
function wrongRedo(): Partial<ClientRules> {
  const deeds = new WeakMap<readonly Operation[], readonly Operation[]>();
  return {
    perform(session, gesture, operations) {
      const performed = CLIENT_RULES.perform(session, gesture, operations);
      deeds.set(performed.inverse, operations);
      return performed;
    },
    undoStep(history) {
      const step = CLIENT_RULES.undoStep(history);
      const deed = deeds.get(history.undo.at(-1) ?? []);
      if (!step || !deed) return step;
      return {
        ...step,
        after: (inverse) => ({ ...step.after(inverse), redo: [...history.redo, deed] }),
      };
    },
  };
}

/** Undo takes back what was done last, whoever did it. */
function undoOfOthers(): Partial<ClientRules> {
  let latest: readonly Operation[] = [];
  return {
    perform(session, gesture, operations) {
      const performed = CLIENT_RULES.perform(session, gesture, operations);
      if (performed.inverse.length > 0) latest = performed.inverse;
      return performed;
    },
    undoStep(history) {
      const step = CLIENT_RULES.undoStep(history);
      return step && { ...step, operations: latest };
    },
  };
}

/** Joining a block and naming it are one and the same. */
const renameOnReturn: Partial<ClientRules> = {
  perform: (session, gesture, operations) =>
    CLIENT_RULES.perform(
      session,
      gesture,
      operations.map((operation) =>
        operation.type === 'groupNodes' ? { ...operation, keepName: undefined } : operation,
      ),
    ),
};

/** Sends everything once. */
function sendOnce(): Partial<ClientRules> {
  const sent = new Map<string, number>();
  return {
    unsent(session, answered) {
      const { client } = session;
      const batch = CLIENT_RULES.unsent(session, Math.max(answered, sent.get(client) ?? 0));
      sent.set(client, batch.at(-1)?.seq ?? sent.get(client) ?? 0);
      return batch;
    },
  };
}

const loseOutbox: Partial<ClientRules> = { leave: () => undefined };

/** What a tab left is queued again, and not shown. */
const hideLeft: Partial<ClientRules> = {
  reopen: (left, snapshot) => ({ ...CLIENT_RULES.reopen(left, snapshot), view: snapshot.graph }),
};

const loseCount: Partial<ClientRules> = {
  reopen: (left, snapshot) =>
    CLIENT_RULES.reopen({ ...left, nextSeq: left.pending.at(-1)?.seq ?? 1 }, snapshot),
};

const restoreHalf: Partial<ClientRules> = {
  restore: (from, to) => CLIENT_RULES.restore(from, to).slice(0, -1),
};

const mergeNothing: Partial<ClientRules> = {
  merge: (input) => CLIENT_RULES.merge({ ...input, theirs: input.base }),
};

const mergeOver: Partial<ClientRules> = {
  merge: (input) => ({
    merged: input.theirs,
    operations: CLIENT_RULES.restore(input.ours, input.theirs),
    conflicts: [],
    leftOut: [],
  }),
};

/** Mistakes of servers and of clients, each of which the random runs have to notice. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'the server drops an operation that it has answered',
    Server: DroppingServer,
    noticed: /follows on|is not revision/,
  },
  {
    name: 'the server answers before it has written',
    Server: HastyServer,
    noticed: /the server differs from the replay/,
  },
  {
    name: 'the server applies an operation twice',
    Server: DoublingServer,
    noticed: /is number \d+ again/,
  },
  {
    name: 'the server takes a retry for new work',
    Server: ForgetfulServer,
    noticed: /is number \d+ again/,
  },
  { name: 'the log has a hole', Server: SkippingServer, noticed: /follows on revision/ },
  {
    name: 'the second instance works on an old document',
    Server: StaleServer,
    noticed: /differs from the replay|does not apply|inverse of something else|effective form/,
  },
  {
    name: 'the server answers a retry otherwise than before',
    Server: SurlyServer,
    noticed: /shown as refused that was not|differs|changes what the person sees/,
  },
  {
    name: 'the client takes the echo of its own operation for somebody else’s',
    rules: () => echo,
    noticed: /still pending although the log has brought it/,
  },
  {
    name: 'the client does not replay its pending work on news',
    rules: () => skipRebase,
    noticed: /the view is not what is pending on what is confirmed/,
  },
  {
    name: 'the client overlooks a hole in the log',
    rules: () => overlookGap,
    noticed: /the confirmed document differs from the replay/,
  },
  {
    name: 'the client puts away what is answered before the log brings it',
    rules: () => flicker,
    noticed: /changes what the person sees/,
  },
  {
    name: 'the client keeps a refusal to itself',
    rules: () => hideRefusals,
    noticed: /were never shown/,
  },
  {
    name: 'redo does again what was done instead of what undo took away',
    rules: wrongRedo,
    noticed: /the step back from it do not leave the document as it was/,
  },
  {
    name: 'undo takes back what others did',
    rules: undoOfOthers,
    noticed: /undo changes what is others'/,
  },
  {
    name: 'layers that come back into a block bring its old name along',
    rules: () => renameOnReturn,
    noticed: /undo changes what is others': group/,
  },
  {
    name: 'the client does not send again',
    rules: sendOnce,
    noticed: /ends with \d+ pending|a push was refused/,
  },
  {
    name: 'a closed tab leaves nothing behind',
    rules: () => loseOutbox,
    noticed: /were used, .* answered/,
  },
  {
    name: 'a reopened tab does not show what was left unsent',
    rules: () => hideLeft,
    noticed: /the view is not what is pending on what is confirmed/,
  },
  {
    name: 'a reopened tab counts from too low a number',
    rules: () => loseCount,
    noticed: /do not rise|a push was refused/,
  },
  {
    name: 'restoring leaves out the last operation',
    rules: () => restoreHalf,
    noticed: /restoring gives another document/,
  },
  {
    name: 'a merge brings nothing over',
    rules: () => mergeNothing,
    noticed: /merging loses the/,
  },
  {
    name: 'a merge overwrites what changed here',
    rules: () => mergeOver,
    noticed: /merging loses the/,
  },
];
