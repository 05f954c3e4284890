/** A page in the background draws nothing: after so many milliseconds it is not waited for any longer. */
const LATEST = 100;

/** Calls back before the page is drawn the next time; soon also where it is not drawn at all. */
export function onceDrawn(callback: () => void): void {
  let called = false;
  const call = () => {
    if (called) return;
    called = true;
    callback();
  };
  requestAnimationFrame(call);
  setTimeout(call, LATEST);
}
