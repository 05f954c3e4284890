import { Text } from '@mantine/core';
import { useId } from 'react';
import { formatCount, formatExact } from '@/lib/format';
import type { Template } from '@/lib/templates/template';
import classes from './TemplateStart.module.css';
import type { TemplateFigures } from './templateFiguresWorker';

/** A network to choose: what it is, what it takes and costs, and once chosen what to know about it. */
export function TemplateOption({
  template,
  figures,
  checked,
  onChoose,
}: {
  readonly template: Template;
  readonly figures: TemplateFigures | undefined;
  readonly checked: boolean;
  readonly onChoose: () => void;
}) {
  const id = useId();
  const { title, summary, note, source } = template;
  return (
    <div className={classes.option}>
      <input
        type="radio"
        name="template"
        value={template.id}
        className={classes.choice}
        checked={checked}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-about`}
        onChange={onChoose}
      />
      <Text component="span" id={`${id}-title`} fw={600} size="sm">
        {title}
      </Text>
      <div id={`${id}-about`} className={classes.about}>
        <Text component="p" className={classes.figures ?? ''}>
          {figures && (
            <>
              <span>{figures.input}</span>
              <span title={`${formatExact(figures.params)} parameters`}>
                {formatCount(figures.params)} params
              </span>
              <span title={`${formatExact(figures.macs)} multiply-accumulates for one image`}>
                {formatCount(figures.macs)} MACs
              </span>
            </>
          )}
        </Text>
        <Text component="p" size="xs" c="dimmed">
          {summary}
        </Text>
        {checked && (
          <Text component="p" size="xs" c="dimmed" mt={4}>
            {note} Source: {source}
          </Text>
        )}
      </div>
    </div>
  );
}
