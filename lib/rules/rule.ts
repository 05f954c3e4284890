import type { Operation } from '@/lib/document/operation';
import type { NodeId } from '@/lib/graph/graph';
import type { RuleContext } from './context';

/**
 * How much a finding weighs, heaviest first.
 *
 * - `error`: the network cannot learn what it is meant to learn, or says nothing at all
 * - `warning`: very likely a mistake; published networks do not do it
 * - `advice`: worth a thought; published networks do it, some for good reasons
 */
export const LEVELS = ['error', 'warning', 'advice'] as const;

export type Level = (typeof LEVELS)[number];

/** What a project may make of a rule: findings of another level, or none. */
export const SETTING_LEVELS = [...LEVELS, 'off'] as const;

export type SettingLevel = (typeof SETTING_LEVELS)[number];

/** Where a rule comes from. */
export interface Source {
  /** What the source says, in one sentence. */
  readonly says: string;
  /** Author, title, year, place in the text; several where several agree. */
  readonly reference: string;
  /** Where to read it, when it is open to read. */
  readonly link?: string;
}

/** A number that a rule compares with; a project may set another value. */
export interface Threshold {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
}

/** What following the advice is worth, for one sample. */
export interface Saving {
  /** Learned values fewer. */
  readonly params?: number;
  /** Multiply-accumulates fewer. */
  readonly macs?: number;
  readonly note: string;
}

/** A change that makes the finding go away: operations to be applied in order, in one gesture. */
export interface Fix {
  /** What it does, as an order: “Turn off the bias of “conv1””. */
  readonly label: string;
  readonly operations: readonly Operation[];
}

/** What a rule has to say about a design. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly level: Level;
  /** The layer to look at; none where the finding is about the design as a whole. */
  readonly node?: NodeId | undefined;
  /** Every layer that takes part, the one to look at first. */
  readonly nodes: readonly NodeId[];
  /** A sentence with the names and numbers of this design. */
  readonly message: string;
  readonly source: Source;
  /** The threshold that decided, with the value that was used. */
  readonly threshold?: Threshold | undefined;
  readonly saving?: Saving | undefined;
  readonly fix?: Fix | undefined;
}

/** A finding as its check reports it: the rule adds who says so, and its level unless the check weighs it. */
export type Found = Omit<Finding, 'rule' | 'level' | 'source'> & { readonly level?: Level };

/** One design rule. */
export interface DesignRule<Id extends string, Limit extends string> {
  readonly id: Id;
  readonly title: string;
  /** How much its findings weigh, unless the sentence says otherwise. */
  readonly level: Level;
  /** What the rule asks for, in one or two sentences, with what it leaves alone. */
  readonly sentence: string;
  /** What its fix does, where it can offer one. */
  readonly mend?: string;
  readonly source: Source;
  /** The numbers that it compares with, at their defaults. */
  readonly thresholds: Readonly<Record<Limit, Threshold>>;
  /**
   * What is to be found, at most one finding a layer, or one without a layer. Pure, and the same
   * for the same graph: fixes take ids that follow from the design.
   */
  check(context: RuleContext, limits: Readonly<Record<Limit, Threshold>>): readonly Found[];
}

export type AnyRule = DesignRule<string, string>;

/** Ties a rule's check to its thresholds; returns it unchanged. */
export function defineRule<const Id extends string, Limit extends string>(
  rule: DesignRule<Id, Limit>,
): DesignRule<Id, Limit> {
  return rule;
}
