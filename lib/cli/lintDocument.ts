import { z } from 'zod';
import type { Analysis } from '@/lib/analysis/report';
import type { NodeId } from '@/lib/graph/graph';
import type { Waived } from '@/lib/rules/applyWaivers';
import type { ReasonedWaiver } from '@/lib/rules/lintSettings';
import { type Finding, LEVELS } from '@/lib/rules/rule';
import type { OpenedModel } from './openModel';

/** Name and version of what `lint --format json` prints. Keys may be added within a version; none goes or changes. */
export const LINT_FORMAT = 'layerboard-lint/1';

const count = z.int().nonnegative();

const findingSchema = z.strictObject({
  rule: z.string().describe('Id of the rule; “analysis” for layers that cannot work.'),
  level: z.enum(LEVELS),
  node: z.string().nullable().describe('The layer to look at; null for the whole design.'),
  name: z.string().nullable(),
  nodes: z.array(z.string()),
  message: z.string(),
  reference: z.string().nullable(),
  link: z.string().nullable(),
  saving: z
    .strictObject({
      params: z.number().nullable(),
      macs: z.number().nullable(),
      note: z.string(),
    })
    .nullable(),
  fix: z.string().nullable().describe('What the editor offers to do about it.'),
});

/** What `lint --format json` prints. */
export const lintDocumentSchema = z.strictObject({
  format: z.literal(LINT_FORMAT),
  model: z.looseObject({ format: z.string(), name: z.string(), file: z.string() }),
  counts: z.strictObject({ error: count, warning: count, advice: count }),
  findings: z.array(findingSchema),
  waived: z
    .array(findingSchema.extend({ reason: z.string().describe('Why it may stand.') }))
    .describe('Findings that somebody decided to live with; they do not count.'),
});

export type LintDocument = z.infer<typeof lintDocumentSchema>;
type Described = LintDocument['findings'][number];

/** Layers that cannot work, then the findings of the rules, and those that are waived, as one object. */
export function lintDocument(
  { model }: OpenedModel,
  analysis: Analysis,
  { open, waived }: Waived<ReasonedWaiver>,
): LintDocument {
  const nameOf = (id: NodeId | undefined) =>
    (id === undefined ? undefined : analysis.graph.nodes.get(id)?.name) ?? null;
  const findings = [
    ...brokenLayers(analysis).map((each) => ({ ...each, name: nameOf(each.node) })),
    ...open.map((finding) => ({ ...describe(finding), name: nameOf(finding.node) })),
  ];
  const counted = (level: Finding['level']) =>
    findings.filter((finding) => finding.level === level).length;
  const counts = {
    error: counted('error'),
    warning: counted('warning'),
    advice: counted('advice'),
  };
  return {
    format: LINT_FORMAT,
    model,
    counts,
    findings,
    waived: waived.map(({ finding, waiver }) => ({
      ...describe(finding),
      name: nameOf(finding.node),
      reason: waiver.reason,
    })),
  };
}

type Nameless<T> = T extends unknown ? Omit<T, 'name'> : never;

function brokenLayers(analysis: Analysis): readonly (Nameless<Described> & { node: string })[] {
  return [...analysis.reports].flatMap(([node, report]) =>
    report.status !== 'error'
      ? []
      : report.problems.map(({ message }) => ({
          rule: 'analysis',
          level: 'error' as const,
          node,
          nodes: [node],
          message,
          reference: null,
          link: null,
          saving: null,
          fix: null,
        })),
  );
}

function describe(finding: Finding): Nameless<Described> {
  const { rule, level, node, nodes, message, source, saving, fix } = finding;
  return {
    rule,
    level,
    node: node ?? null,
    nodes: [...nodes],
    message,
    reference: source.reference,
    link: source.link ?? null,
    saving: saving
      ? { params: saving.params ?? null, macs: saving.macs ?? null, note: saving.note }
      : null,
    fix: fix?.label ?? null,
  };
}
