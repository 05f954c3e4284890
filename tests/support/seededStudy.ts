import { analyse } from '@/lib/analysis/analyse';
import type { Analysis } from '@/lib/analysis/report';
import { must } from '@/lib/invariant';
import { findingKey } from '@/lib/rules/findingKey';
import { lint } from '@/lib/rules/lint';
import type { Finding } from '@/lib/rules/rule';
import { rules } from '@/lib/rules/rules';
import { controlGroup } from './controlGroup';
import { seeded } from './draw';
import type { Planted } from './faultParts';
import { type Fault, faults, plant } from './seededFaults';

/** How often one rule spoke of something new, of whatever level, and how often its own fault had been planted. */
export interface RuleResult {
  readonly rule: string;
  readonly spoke: number;
  readonly rightly: number;
}

/** What came of planting one sort of fault wherever it fits. */
export interface FaultResult {
  readonly fault: Fault;
  readonly planted: number;
  /** Faults that the rule pointed at, at the right layer. */
  readonly found: number;
}

export interface Study {
  readonly results: readonly FaultResult[];
  readonly rules: readonly RuleResult[];
  /** New errors and warnings of the rule whose fault was planted. */
  readonly right: number;
  /** New errors and warnings of other rules, each as network, fault and finding. */
  readonly wrong: readonly string[];
}

/** Places that are tried in one network for one sort of fault. */
const PLACES = 3;

/**
 * Plants every fault in every network of the control group, at up to three places that a seed picks,
 * and counts what lint says that it did not say before. A fault with which some layer cannot work
 * at all is not counted, but where it stops the whole network: the analysis reports it.
 */
export function seededStudy(): Study {
  const results = new Map(faults.map((fault) => [fault, { planted: 0, found: 0 }]));
  const spoken = new Map<string, { spoke: number; rightly: number }>(
    rules.map(({ id }) => [id, { spoke: 0, rightly: 0 }]),
  );
  let right = 0;
  const wrong: string[] = [];
  for (const { name, build } of controlGroup) {
    const clean = analyse(build());
    const before = new Map(lint(clean).map((finding) => [findingKey(finding), finding]));
    for (const [fault, counts] of results) {
      for (const { faulty, at } of samples(clean, fault)) {
        const fresh = lint(faulty).filter((finding) => isNew(finding, before));
        const hits = fresh.filter(({ rule }) => rule === fault.rule);
        counts.planted++;
        for (const { rule } of fresh) {
          const tally = must(spoken.get(rule), rule);
          tally.spoke++;
          if (rule === fault.rule) tally.rightly++;
        }
        if (hits.some(({ nodes }) => at.length === 0 || nodes.some((id) => at.includes(id))))
          counts.found++;
        right += hits.filter(isHeavy).length;
        for (const finding of fresh.filter(isHeavy)) {
          if (finding.rule !== fault.rule)
            wrong.push(`${name}: ${fault.name}: ${findingKey(finding)}`);
        }
      }
    }
  }
  return {
    results: [...results].map(([fault, counts]) => ({ fault, ...counts })),
    rules: [...spoken].map(([rule, tally]) => ({ rule, ...tally })),
    right,
    wrong,
  };
}

function isHeavy({ level }: Finding): boolean {
  return level !== 'advice';
}

/** Whether it was not said before, or not of these layers. */
function isNew(finding: Finding, before: ReadonlyMap<string, Finding>): boolean {
  const same = before.get(findingKey(finding));
  return !same || finding.nodes.some((id) => !same.nodes.includes(id));
}

interface Sample extends Pick<Planted, 'at'> {
  readonly faulty: Analysis;
}

function samples(clean: Analysis, fault: Fault): readonly Sample[] {
  const draw = seeded(fault.name.length);
  const places = fault
    .places(clean)
    .map((planted) => ({ planted, rank: draw(1_000_000) }))
    .toSorted((a, b) => a.rank - b.rank);
  const found: Sample[] = [];
  for (const { planted } of places) {
    if (found.length === PLACES) break;
    const graph = plant(clean.graph, planted.operations);
    const faulty = graph && analyse(graph, clean);
    const works = faulty && [...faulty.reports.values()].every(({ status }) => status === 'ok');
    if (faulty && (works || fault.stops)) found.push({ faulty, at: planted.at });
  }
  return found;
}
