import { useDisclosure } from '@mantine/hooks';
import { IconEqual } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import classes from './Figures.module.css';

/** A figure with a button that opens how it comes about, below it; `how` is asked for only then. */
export function FigureRow({
  label,
  value,
  how,
}: {
  readonly label: string;
  readonly value: ReactNode;
  readonly how?: (() => ReactNode) | undefined;
}) {
  const id = useId();
  const [open, { toggle }] = useDisclosure(false);
  return (
    <>
      <tr>
        <th scope="row" className={classes.label}>
          {label}
        </th>
        <td className={classes.value}>{value}</td>
        <td className={classes.action}>
          {how && (
            <button
              type="button"
              className={classes.how}
              aria-label={`How ${label} comes about`}
              title="How it comes about"
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              onClick={toggle}
            >
              <IconEqual size={13} aria-hidden />
            </button>
          )}
        </td>
      </tr>
      {open && how && (
        <tr id={id}>
          <td colSpan={3} className={classes.explained}>
            {how()}
          </td>
        </tr>
      )}
    </>
  );
}
