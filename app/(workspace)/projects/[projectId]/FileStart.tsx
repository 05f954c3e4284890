'use client';

import { Alert, Button, FileButton, Group, List, Loader, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { Imported } from '@/lib/interchange/imported';
import classes from './FileStart.module.css';
import { type ImportTask, importFile } from './importFile';
import type { Start } from './NewDesignDialog';

type State =
  | { readonly status: 'empty' }
  | { readonly status: 'reading'; readonly name: string }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'done'; readonly name: string; readonly imported: Imported };

/** Reads a file that somebody chose or dropped, in a worker; says what was understood and what was not. */
export function FileStart({ onStart }: { readonly onStart: (start: Start) => void }) {
  const [state, setState] = useState<State>({ status: 'empty' });
  const [over, setOver] = useState(false);
  const task = useRef<ImportTask>(undefined);
  useEffect(() => () => task.current?.cancel(), []);

  const read = (file: File | null | undefined) => {
    if (!file) return;
    task.current?.cancel();
    setState({ status: 'reading', name: file.name });
    const running = importFile(file);
    task.current = running;
    running.result
      .then((result) => {
        if (!result.ok) return setState({ status: 'failed', message: result.error });
        setState({ status: 'done', name: file.name, imported: result.value });
        return onStart({
          name: file.name.replace(/\.[^.]+$/, ''),
          graph: result.value.graph,
        });
      })
      .catch(() => undefined);
  };

  const cancel = () => {
    task.current?.cancel();
    setState({ status: 'empty' });
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    read(event.dataTransfer.files[0]);
  };

  return (
    <Stack>
      <section
        className={classes.drop}
        data-over={over}
        aria-label="Drop a file here"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {state.status === 'reading' ? (
          <Group>
            <Loader size="sm" />
            <Text size="sm">Reading {state.name} …</Text>
            <Button size="xs" variant="subtle" onClick={cancel}>
              Cancel
            </Button>
          </Group>
        ) : (
          <>
            <Text size="sm" c="dimmed">
              Drop an .onnx file here. It is read in this browser: its weights go nowhere.
            </Text>
            <FileButton onChange={read} accept=".onnx,.json">
              {(props) => (
                <Button {...props} variant="light" leftSection={<IconFileImport size={16} />}>
                  Choose a file
                </Button>
              )}
            </FileButton>
          </>
        )}
      </section>
      {state.status === 'failed' && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
          {state.message}
        </Alert>
      )}
      {state.status === 'done' && <Outcome name={state.name} imported={state.imported} />}
    </Stack>
  );
}

function Outcome({ name, imported }: { readonly name: string; readonly imported: Imported }) {
  const { graph, opaque, notes } = imported;
  return (
    <Alert
      color={opaque.length > 0 ? 'orange' : 'green'}
      icon={<IconCircleCheck size={18} />}
      title={`${name}: ${graph.nodes.size} layers, ${graph.edges.size} wires`}
    >
      {opaque.length > 0 && (
        <>
          <Text size="sm">
            {opaque.length} {opaque.length === 1 ? 'operator was' : 'operators were'} not understood
            and {opaque.length === 1 ? 'is' : 'are'} kept as opaque:
          </Text>
          <List size="xs" mt={4}>
            {opaque.slice(0, 8).map(({ node, operator, reason }) => (
              <List.Item key={node}>
                {operator}: {reason}
              </List.Item>
            ))}
            {opaque.length > 8 && <List.Item>and {opaque.length - 8} more</List.Item>}
          </List>
        </>
      )}
      {notes.map((note) => (
        <Text key={note} size="xs" mt={4}>
          {note}
        </Text>
      ))}
    </Alert>
  );
}
