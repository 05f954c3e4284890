import type { Analysis } from '@/lib/analysis/report';
import { findingKey } from './findingKey';
import { lint } from './lint';
import type { RuleSettings } from './ruleSettings';

/** Something that is wrong with a design: a layer that cannot work, or a finding at the level of an error. */
export interface Trouble {
  readonly key: string;
  /** What the layer is called; undefined where the design as a whole is meant. */
  readonly layer: string | undefined;
  readonly message: string;
}

/** What is wrong with the second of two designs and not with the first. */
export function newTrouble(
  before: Analysis,
  after: Analysis,
  settings: RuleSettings = {},
): readonly Trouble[] {
  const old = new Set(troubleOf(before, settings).map(({ key }) => key));
  return troubleOf(after, settings).filter(({ key }) => !old.has(key));
}

function troubleOf(analysis: Analysis, settings: RuleSettings): readonly Trouble[] {
  const nameOf = (id: string | undefined) =>
    id === undefined ? undefined : analysis.graph.nodes.get(id)?.name;
  const broken = [...analysis.reports].flatMap(([id, report]) =>
    report.status === 'error'
      ? report.problems.map(({ code, message }) => ({
          key: `${id} ${code} ${message}`,
          layer: nameOf(id),
          message,
        }))
      : [],
  );
  const found = lint(analysis, settings)
    .filter(({ level }) => level === 'error')
    .map((finding) => ({
      key: findingKey(finding),
      layer: nameOf(finding.node),
      message: finding.message,
    }));
  return [...broken, ...found];
}
