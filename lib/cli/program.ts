import type { Outcome, Ports } from './command';
import { help } from './help';
import { OPTIONS } from './options';
import { parse, type Token } from './parse';
import { withoutControls } from './withoutControls';

/** The command line without its edges: the options for Node's `parseArgs`, and what to do with its tokens. */
export const program = { options: OPTIONS, run };

/**
 * Does what a command line asks for. Never throws for what people type or for what files hold: bad
 * input ends with exit code 2 and a sentence.
 */
async function run(tokens: readonly Token[], version: string, ports: Ports): Promise<Outcome> {
  const parsed = parse(tokens);
  if (!parsed.ok) return refused(parsed.error);
  const request = parsed.value;
  if (request.type === 'version') return printed(`${version}\n`);
  if (request.type === 'help') return printed(help(request.command));
  const done = await request.command.run(request.invocation, ports);
  return done.ok ? withPlainMessages(done.value) : refused(done.error);
}

function printed(stdout: string): Outcome {
  return { exitCode: 0, stdout, messages: [] };
}

function refused(message: string): Outcome {
  return { exitCode: 2, stdout: '', messages: [withoutControls(message)] };
}

function withPlainMessages(outcome: Outcome): Outcome {
  return { ...outcome, messages: outcome.messages.map(withoutControls) };
}
