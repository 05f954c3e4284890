'use client';

import { useEffect } from 'react';

/** What the keyboard can do anywhere in the editor but in a text field. */
export interface Shortcuts {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly selectAll: () => void;
  readonly duplicate: () => void;
  readonly search: () => void;
  /** Selects the layer behind (1) or before (-1) the selected one, along its first wire. */
  readonly walk: (step: 1 | -1) => void;
  /** Text for the clipboard; undefined when nothing is selected. */
  readonly copy: () => string | undefined;
  readonly cut: () => string | undefined;
  readonly paste: (text: string) => void;
}

/** Listens to the keyboard and the clipboard as long as the editor is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return;
      const action = actionOf(event, shortcuts);
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    const take = (event: ClipboardEvent, text: () => string | undefined) => {
      if (isTyping(event.target) || window.getSelection()?.toString()) return;
      const copied = text();
      if (copied === undefined) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', copied);
    };
    const copy = (event: ClipboardEvent) => take(event, shortcuts.copy);
    const cut = (event: ClipboardEvent) => take(event, shortcuts.cut);
    const paste = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return;
      const text = event.clipboardData?.getData('text/plain');
      if (text) shortcuts.paste(text);
    };
    // Before the canvas, which takes every arrow key for a move of the layer.
    document.addEventListener('keydown', keys, { capture: true });
    document.addEventListener('copy', copy);
    document.addEventListener('cut', cut);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('keydown', keys, { capture: true });
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', cut);
      document.removeEventListener('paste', paste);
    };
  }, [shortcuts]);
}

function actionOf(event: KeyboardEvent, shortcuts: Shortcuts): (() => void) | undefined {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (event.altKey && key === 'arrowdown') return () => shortcuts.walk(1);
  if (event.altKey && key === 'arrowup') return () => shortcuts.walk(-1);
  if (!command) return key === '/' ? shortcuts.search : undefined;
  if (key === 'z') return event.shiftKey ? shortcuts.redo : shortcuts.undo;
  if (key === 'y') return shortcuts.redo;
  if (key === 'a') return shortcuts.selectAll;
  return key === 'd' ? shortcuts.duplicate : undefined;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches(
        'input:not([type=radio], [type=checkbox]), textarea, select, [role="textbox"]',
      ))
  );
}
