import process, { argv } from 'node:process';
import { must } from '@/lib/invariant';
import { isPeerName, PEERS } from './peers';

/** Runs the server of a peer: the arguments are its name and its port. Tells the parent when it listens. */
const [name = '', port] = argv.slice(2);
if (!isPeerName(name)) throw new Error(`There is no peer “${name}”.`);
const { serve } = await PEERS[name]();
await must(serve, `a server of ${name} in this process`)(Number(port));
process.send?.('listening');
