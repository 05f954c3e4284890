'use client';

import { Alert, Button, FileButton, Group, Loader, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { Imported, OpenInput } from '@/lib/interchange/imported';
import { FileOutcome } from './FileOutcome';
import classes from './FileStart.module.css';
import { InputSizeForm } from './InputSizeForm';
import { type ImportTask, importFile } from './importFile';
import type { Start } from './start';

type State =
  | { readonly status: 'empty' }
  | { readonly status: 'reading'; readonly name: string }
  | { readonly status: 'failed'; readonly message: string }
  | {
      readonly status: 'asking';
      readonly file: File;
      readonly message: string;
      readonly input: OpenInput;
    }
  | { readonly status: 'done'; readonly name: string; readonly imported: Imported };

/** Reads a file that somebody chose or dropped, in a worker; says what was understood and what was not. */
export function FileStart({ onStart }: { readonly onStart: (start: Start | undefined) => void }) {
  const [state, setState] = useState<State>({ status: 'empty' });
  const [over, setOver] = useState(false);
  const task = useRef<ImportTask>(undefined);
  useEffect(() => () => task.current?.cancel(), []);

  const read = (file: File | null | undefined, inputShape?: readonly number[]) => {
    if (!file) return;
    task.current?.cancel();
    setState({ status: 'reading', name: file.name });
    onStart(undefined);
    const running = importFile(file, inputShape);
    task.current = running;
    running.result
      .then((result) => {
        if (result.ok) {
          setState({ status: 'done', name: file.name, imported: result.value });
          return onStart({ name: nameOf(file, result.value), graph: result.value.graph });
        }
        const { message, input } = result.error;
        return setState(
          input ? { status: 'asking', file, message, input } : { status: 'failed', message },
        );
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
              Drop a model here: ONNX (.onnx), Keras (.keras, or its configuration as JSON),
              TensorFlow.js (model.json), or a design that was downloaded from Layerboard (.json).
              It is read in this browser: its weights go nowhere.
            </Text>
            <FileButton onChange={(file) => read(file)} accept=".onnx,.json,.keras">
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
      {state.status === 'asking' && (
        <InputSizeForm
          key={state.message}
          input={state.input}
          message={state.message}
          onGive={(shape) => read(state.file, shape)}
        />
      )}
      {state.status === 'done' && <FileOutcome name={state.name} imported={state.imported} />}
    </Stack>
  );
}

/** A design's own name; what a model calls itself when its file only says that it is one; else the file's name. */
function nameOf(file: File, { model }: Imported): string {
  const plain = file.name.replace(/\.[^.]+$/, '');
  const own = model.format === 'layerboard' || /^(model|config)( \(\d+\))?$/.test(plain);
  return (own && model.name.trim()) || plain;
}
