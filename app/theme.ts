import { createTheme, type MantineColorsTuple, Modal, Notification } from '@mantine/core';

const iris: MantineColorsTuple = [
  '#f0efff',
  '#dddbfc',
  '#b9b5f2',
  '#938ce9',
  '#7369e1',
  '#5f53dd',
  '#5447dc',
  '#4539c4',
  '#3c32b0',
  '#32299b',
];

/** Colours, type and corners of the whole product. */
export const theme = createTheme({
  colors: { iris },
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 5 },
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, 'SF Mono', Menlo, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Notification: Notification.extend({ styles: { description: { color: 'var(--lb-ink)' } } }),
    Modal: Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
  },
});
