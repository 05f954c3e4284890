'use client';

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconBraces, IconDownload } from '@tabler/icons-react';
import { writeDesignFile } from '@/lib/interchange/layerboard/designFile';
import { downloadText } from './downloadText';
import { useEditor } from './EditorContext';

/** The files that a design can be taken away as. */
export function DownloadMenu({ name }: { readonly name: string }) {
  const { graph, findings, ruleSettings } = useEditor();
  const download = () => {
    const waivers = [...findings.waived.map(({ waiver }) => waiver), ...findings.idle]
      .map(({ rule, node, reason }) => ({ rule, node: node ?? null, reason }))
      .filter(({ node }) => node === null || graph.nodes.has(node));
    const text = writeDesignFile(name, graph, { rules: ruleSettings, waivers });
    downloadText(`${name}.json`, 'application/json', text);
  };
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
        <Menu.Item leftSection={<IconBraces size={15} />} onClick={download}>
          Layerboard JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
