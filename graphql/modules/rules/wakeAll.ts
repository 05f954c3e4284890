import type { Context } from '../../context';

/** Tells whoever follows one of these designs that something beside the documents changed. */
export function wakeAll({ services }: Context, designIds: readonly string[]): void {
  for (const id of designIds) services.database.wake.wake(id);
}
