import type { Result } from '@/lib/result';
import type { FormatName } from './formats/formats';
import type { OptionName } from './options';

/** Why a file could not be opened, as the system calls it (`ENOENT`), and the names beside it. */
export interface Unopened {
  readonly code: string;
  readonly siblings: readonly string[];
}

/** What a command needs of the world. */
export interface Ports {
  /** The bytes of a file; of standard input for `-`. */
  read(path: string): Promise<Result<Uint8Array, Unopened>>;
}

/** What somebody asked a command to do; options are checked for their names and choices, not for their values. */
export interface Invocation {
  readonly operands: readonly string[];
  readonly values: Readonly<Partial<Record<OptionName, string>>>;
  readonly format: FormatName;
}

/**
 * How a command ended.
 *
 * - 0: all is well
 * - 1: the design has findings at error level, or exceeds a budget
 * - 2: bad input: nothing could be said about the design
 */
export type ExitCode = 0 | 1 | 2;

export interface Outcome {
  readonly exitCode: ExitCode;
  /** The result and nothing else. */
  readonly stdout: string;
  /** Sentences for people, one a line. */
  readonly messages: readonly string[];
}

/** One command: what it takes, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What the operands stand for; each is needed. */
  readonly operands: readonly string[];
  readonly options: readonly OptionName[];
  /** The first is the one that is used when nobody says; none where the result has one form. */
  readonly formats: readonly FormatName[];
  readonly examples: readonly string[];
  /** The error is a sentence about bad input. */
  run(invocation: Invocation, ports: Ports): Promise<Result<Outcome, string>>;
}
