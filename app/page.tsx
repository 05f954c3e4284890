import { Anchor, Badge, Container, Group, Stack, Text, Title } from '@mantine/core';
import { analyse } from '@/lib/analysis/analyse';
import { notation } from '@/lib/codegen/notation';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { Brand } from './_components/Brand';
import { ColorSchemeToggle } from './_components/ColorSchemeToggle';
import classes from './page.module.css';
import { StartButtons } from './StartButtons';

const PROMISES = [
  {
    title: 'Every layer annotated as you draw',
    text: 'Output shape, receptive field, parameters, MACs and GPU memory stand on each layer, equal to what PyTorch measures.',
  },
  {
    title: 'A room, not a file',
    text: 'Colleagues edit the same graph at the same time, comment on layers, start variants and compare them side by side.',
  },
  {
    title: 'Does it learn at all?',
    text: 'Train a variant for a minute in the browser before anybody books a GPU.',
  },
] as const;

/** The front door: what Layerboard is, and the shortest way in. */
export default function HomePage() {
  const graph = must(templateById('squeeze-expand'), 'the squeeze-expand template').build();
  const lines = notation(analyse(graph), 'exact').slice(1, 9);
  return (
    <Container size="lg" py="lg">
      <Group justify="space-between" mb={64}>
        <Brand href="/" />
        <Group gap="sm">
          <Anchor href="/sign-in" size="sm">
            Sign in
          </Anchor>
          <ColorSchemeToggle />
        </Group>
      </Group>
      <div className={classes.hero}>
        <Stack gap="lg">
          <Badge variant="light" size="lg" tt="none">
            For teams that design convolutional networks
          </Badge>
          <Title order={1} className={classes.title ?? ''}>
            The room where a team designs a network together
          </Title>
          <Text size="lg" c="dimmed" maw={520}>
            Draw a layer graph or drop in an ONNX or Keras file. Layerboard tells you what every
            layer outputs, sees and costs, and names the mistakes with a mend.
          </Text>
          <StartButtons />
        </Stack>
        <figure className={classes.notes}>
          <figcaption className={classes.caption}>squeeze-expand, 400×400×3</figcaption>
          <pre className={classes.lines}>{lines.join('\n')}</pre>
        </figure>
      </div>
      <div className={classes.promises}>
        {PROMISES.map(({ title, text }) => (
          <section key={title}>
            <Title order={2} size="h4" mb={6}>
              {title}
            </Title>
            <Text c="dimmed">{text}</Text>
          </section>
        ))}
      </div>
    </Container>
  );
}
