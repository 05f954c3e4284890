'use client';

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconBraces, IconDownload } from '@tabler/icons-react';
import { writeDesignFile } from '@/lib/interchange/layerboard/designFile';
import { downloadText } from './downloadText';
import { useEditor } from './EditorContext';

/** The files that a design can be taken away as. */
export function DownloadMenu({ name }: { readonly name: string }) {
  const { graph } = useEditor();
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <Tooltip label="Download">
          <ActionIcon variant="default" size="lg" aria-label="Download">
            <IconDownload size={17} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconBraces size={15} />}
          onClick={() =>
            downloadText(`${name}.json`, 'application/json', writeDesignFile(name, graph))
          }
        >
          Layerboard JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
