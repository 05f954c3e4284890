'use client';

import { IconAlertTriangle, IconBulb, IconMessageCircle, IconX } from '@tabler/icons-react';
import { type CSSProperties, memo } from 'react';
import { Handle, type NodeProps, Position } from 'reactflow';
import { fieldText } from '@/lib/codegen/notation';
import { formatBytes, formatCount, formatExact } from '@/lib/format';
import { kindOf, portsOf } from '@/lib/layers/catalogue';
import { describeType } from '@/lib/tensor/tensorType';
import type { FlowNode, LayerData } from './flowTypes';
import classes from './LayerNode.module.css';

/** A layer on the canvas: what it is, what comes out, what it sees and costs, and what is wrong with it. */
export const LayerNode = memo(function LayerNode({ data, selected }: NodeProps<FlowNode>) {
  const { layer, report, watchers, mark, editable } = data;
  const kind = kindOf(layer);
  const tint = { '--tint': `var(--lb-group-${kind.group.toLowerCase()})` } as CSSProperties;
  const [watcher] = watchers;
  const outline = watcher ? { outline: `2px solid ${watcher.color}`, outlineOffset: 2 } : {};
  return (
    <>
      {kind.arity.max > 0 && (
        <Handle
          id="in"
          type="target"
          position={Position.Top}
          className={classes.handle ?? ''}
          style={tint}
          isConnectable={editable}
        />
      )}
      <div
        className={classes.node}
        style={{ ...tint, ...outline }}
        data-selected={selected}
        data-status={report?.status}
        data-mark={mark}
      >
        <div className={classes.head}>
          <span className={classes.kind}>{kind.short}</span>
          <span className={classes.name} title={layer.name}>
            {layer.name}
          </span>
          <Badges data={data} />
        </div>
        <div className={classes.digest}>{kind.digest(layer.params) || ' '}</div>
        <Figures data={data} />
      </div>
      {watchers.length > 0 && (
        <div className={classes.watchers}>
          {watchers.map(({ name, color }) => (
            <span key={name} className={classes.watcher} style={{ background: color }}>
              {name}
            </span>
          ))}
        </div>
      )}
      <Ports data={data} tint={tint} />
    </>
  );
});

function Ports({ data, tint }: { readonly data: LayerData; readonly tint: CSSProperties }) {
  const ports = portsOf(data.layer);
  return ports.map((name, port) => (
    <Handle
      key={name}
      id={`${port}`}
      type="source"
      position={Position.Bottom}
      className={classes.handle ?? ''}
      style={{ ...tint, left: `${((port + 0.5) / ports.length) * 100}%` }}
      isConnectable={data.editable}
      title={ports.length > 1 ? name : undefined}
    />
  ));
}

const BADGE_ICONS = { error: IconX, warning: IconAlertTriangle, advice: IconBulb } as const;

function Badges({ data }: { readonly data: LayerData }) {
  const { findings, openThreads, report } = data;
  const warned = report?.status === 'ok' && report.warnings.length > 0;
  const level = findings[0]?.level ?? (warned ? 'warning' : undefined);
  const Icon = level ? BADGE_ICONS[level] : undefined;
  const count = findings.length + (warned ? 1 : 0);
  return (
    <span className={classes.badges}>
      {Icon && (
        <span
          role="img"
          className={classes.badge}
          data-level={level}
          title={findings[0]?.message}
          aria-label={`${count} ${count === 1 ? 'finding' : 'findings'}`}
        >
          <Icon size={13} aria-hidden />
          {count}
        </span>
      )}
      {openThreads > 0 && (
        <span
          role="img"
          className={classes.badge}
          aria-label={`${openThreads} open ${openThreads === 1 ? 'thread' : 'threads'}`}
        >
          <IconMessageCircle size={13} aria-hidden />
          {openThreads}
        </span>
      )}
    </span>
  );
}

function Figures({ data }: { readonly data: LayerData }) {
  const { report, convention, outputBytes } = data;
  if (report?.status === 'error') {
    return <div className={classes.trouble}>{report.problems[0]?.message}</div>;
  }
  if (report?.status !== 'ok') {
    return (
      <div className={classes.trouble}>Waits for a layer before it that does not work yet.</div>
    );
  }
  const field = convention === 'exact' ? report.field : report.classroomField;
  const { params } = report.cost;
  const shape = report.facts.outputs.map((type) => (type ? describeType(type) : 'unknown'));
  return (
    <>
      <div className={classes.output}>
        <span className={classes.shape} title="Output, height × width × channels">
          {shape.length > 2 ? `${shape.length} outputs` : shape.join(' | ')}
        </span>
        <span className={classes.field} title={`Receptive field, ${convention} convention`}>
          RF {fieldText(field).replace('x', '×')}
        </span>
      </div>
      <div className={classes.figures}>
        <span title={`${formatExact(params)} parameters`}>
          {params > 0 ? `${formatCount(params)} params` : ' '}
        </span>
        <span title="Output of a whole batch">
          {outputBytes === undefined ? 'memory unknown' : formatBytes(outputBytes)}
        </span>
      </div>
    </>
  );
}
