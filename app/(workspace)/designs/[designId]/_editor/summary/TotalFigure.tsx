import { Popover, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './SummaryBar.module.css';

/** A total: its note where it is pointed at, what it sums where it is pressed. */
export function TotalFigure({
  label,
  value,
  note,
  width = 400,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  /** Of what opens, in pixels. */
  readonly width?: number;
  /** What the total is made of; drawn only while it is open. */
  readonly children?: () => ReactNode;
}) {
  const [open, { toggle, close }] = useDisclosure(false);
  const button = (
    <button
      type="button"
      className={classes.figure}
      aria-label={`${label}: ${value}. ${note}`}
      {...(children ? { 'aria-expanded': open, onClick: toggle } : {})}
    >
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{value}</span>
    </button>
  );
  const noted = (
    <Tooltip
      label={note}
      multiline
      w={320}
      position="top"
      disabled={open}
      events={{ hover: true, focus: true, touch: true }}
    >
      {button}
    </Tooltip>
  );
  if (!children) return noted;
  return (
    <Popover
      opened={open}
      onChange={(opened) => !opened && close()}
      width={width}
      position="top-start"
      withArrow
      shadow="md"
      trapFocus={false}
      returnFocus
    >
      <Popover.Target>{noted}</Popover.Target>
      <Popover.Dropdown aria-label={label}>{open && children()}</Popover.Dropdown>
    </Popover>
  );
}
