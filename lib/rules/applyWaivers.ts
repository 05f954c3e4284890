import type { NodeId } from '@/lib/graph/graph';
import { findingKey } from './findingKey';
import type { Finding } from './rule';

/** The finding that somebody decided to live with: of which rule, at which layer or of the design as a whole. */
export interface WaiverTarget {
  readonly rule: string;
  readonly node: NodeId | null;
}

/** Findings and waivers, each with the other or alone. */
export interface Waived<Waiver> {
  /** Findings that nobody has waived, in the order in which they came. */
  readonly open: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** Waivers of what is not found now: it was mended, its layer is gone, or the rule is off. */
  readonly idle: readonly Waiver[];
}

/** Parts findings by the waivers of their design. */
export function applyWaivers<Waiver extends WaiverTarget>(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
): Waived<Waiver> {
  const left = new Map(
    waivers.map((waiver) => [
      findingKey({ rule: waiver.rule, node: waiver.node ?? undefined }),
      waiver,
    ]),
  );
  const open: Finding[] = [];
  const waived: { readonly finding: Finding; readonly waiver: Waiver }[] = [];
  for (const finding of findings) {
    const key = findingKey(finding);
    const waiver = left.get(key);
    if (waiver) waived.push({ finding, waiver });
    else open.push(finding);
    left.delete(key);
  }
  return { open, waived, idle: [...left.values()] };
}
