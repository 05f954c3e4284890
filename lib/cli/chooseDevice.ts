import { DEVICES, type Device } from '@/lib/analysis/hardware';
import { err, ok, type Result } from '@/lib/result';
import { didYouMean } from './nearest';

/** The device of a name, or of a part of the name that only one has, in any case. The error lists what there is. */
export function chooseDevice(name: string | undefined): Result<Device | undefined, string> {
  if (name === undefined) return ok(undefined);
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_-]+/g, '');
  const wanted = plain(name);
  const exact = DEVICES.find((device) => plain(device.name) === wanted);
  const found = exact ? [exact] : DEVICES.filter((device) => plain(device.name).includes(wanted));
  if (found.length === 1) return ok(found[0]);
  const names = (found.length > 0 ? found : DEVICES).map((device) => device.name);
  const problem =
    found.length > 1 ? `“--gpu ${name}” could be several` : `There is no device “${name}”`;
  const meant = found.length > 1 ? '' : didYouMean(name, names);
  return err(`${problem}: ${names.join(', ')}.${meant}`);
}
