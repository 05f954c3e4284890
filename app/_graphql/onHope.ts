/**
 * Calls back whenever there is reason to try again at once what waits: the browser says that the
 * network is back, or the page is looked at again. Never where there is no page. Returns how to stop.
 */
export function onHope(callback: () => void): () => void {
  if (typeof window === 'undefined') return () => {};
  const look = () => {
    if (document.visibilityState === 'visible') callback();
  };
  window.addEventListener('online', callback);
  document.addEventListener('visibilitychange', look);
  return () => {
    window.removeEventListener('online', callback);
    document.removeEventListener('visibilitychange', look);
  };
}
