/** Called by Next once when a server starts: makes what `server.mjs` needs of the bundled code known to it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { registerProcess } = await import('@/graphql/process');
  registerProcess();
}
