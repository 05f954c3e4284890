import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import type { LayerGraph } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { must } from '@/lib/invariant';
import { lint } from '@/lib/rules/lint';
import type { Finding } from '@/lib/rules/rule';
import type { RuleSettings } from '@/lib/rules/ruleSettings';
import { type RuleId, ruleById } from '@/lib/rules/rules';
import { mend } from './mend';

/** A finding as the suites compare it: without what is the same for all findings of the rule. */
export type Said = Pick<Finding, 'level' | 'node' | 'nodes' | 'message' | 'saving'> & {
  readonly threshold?: number | undefined;
  /** The label of the fix. */
  readonly fix?: string | undefined;
};

interface Firing {
  readonly graph: LayerGraph;
  readonly says: readonly Said[];
  readonly settings?: RuleSettings;
  /** The design as the fix of the first finding leaves it, whatever the names of its layers. */
  readonly mended?: LayerGraph;
}

/** The tests of a rule: designs where it speaks, with all that it says, and designs where it does not. */
export interface RuleSuite {
  readonly fires: Readonly<Record<string, Firing>>;
  readonly quiet: Readonly<Record<string, LayerGraph>>;
}

/** How many designs each suite has of each sort, at least. */
const FEWEST = 3;

/** What one rule says of a design. */
export function findingsBy(
  rule: RuleId,
  graph: LayerGraph,
  settings?: RuleSettings,
): readonly Finding[] {
  return lint(analyse(graph), settings).filter((finding) => finding.rule === rule);
}

/** Tests a rule on designs where it has to speak and on designs where it must not, and every fix that it offers there. */
export function ruleSuite(id: RuleId, { fires, quiet }: RuleSuite): void {
  const rule = must(ruleById(id), id);
  describe(`[${id}]`, () => {
    for (const [what, { graph, says, settings, mended }] of Object.entries(fires)) {
      it(`finds ${what}`, () => {
        const findings = findingsBy(id, graph, settings);
        expect(findings.map(said)).toEqual(says);
        expect(findings.map(({ source }) => source)).toEqual(says.map(() => rule.source));
      });
      const fixed = says.some(({ fix }) => fix !== undefined);
      if (!fixed || settings) continue;
      it(`mends ${what}`, () => {
        const results = findingsBy(id, graph).flatMap((finding) =>
          finding.fix ? [mend(graph, finding)] : [],
        );
        if (mended) expect(canonical(must(results[0], 'a fix'))).toEqual(canonical(mended));
      });
    }

    for (const [what, graph] of Object.entries(quiet)) {
      it(`leaves ${what} alone`, () => {
        expect(findingsBy(id, graph)).toEqual([]);
        expect(analyse(graph).reports.size).toBe(graph.nodes.size);
      });
    }

    it('is tried on enough designs, and mends where it says so', () => {
      expect(Object.keys(fires).length).toBeGreaterThanOrEqual(FEWEST);
      expect(Object.keys(quiet).length).toBeGreaterThanOrEqual(FEWEST);
      const labels = Object.values(fires).flatMap(({ says }) => says.map(({ fix }) => fix));
      expect(labels.some((label) => label !== undefined)).toBe(rule.mend !== undefined);
    });
  });
}

export function said({ level, node, nodes, message, threshold, saving, fix }: Finding): Said {
  return { level, node, nodes, message, threshold: threshold?.value, saving, fix: fix?.label };
}

/** A design by its layers in the order in which they run, whatever they are called and wherever they stand. */
function canonical(graph: LayerGraph) {
  const { order } = analyse(graph);
  const places = new Map(order.map((id, place) => [id, place]));
  return order.map((id) => {
    const { kind, params } = must(graph.nodes.get(id), id);
    const inputs = wiringOf(graph)
      .into(id)
      .map(({ source, port, slot }) => `${places.get(source)}.${port} -> ${slot}`);
    return { kind, params, inputs };
  });
}
