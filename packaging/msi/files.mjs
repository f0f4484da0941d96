// Writes files.wxi and group.wxi, a component for each file of a folder, and options.wxi, the options of the Java machine;
// the product code of a version goes to standard output.
//   node files.mjs FOLDER OUTPUT_FOLDER VERSION
// A component's GUID comes from its path, so that it is the same in every build and version.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, output, version] = process.argv.slice(2);
// The namespace of this program's GUIDs (RFC 9562, version 5).
const NAMESPACE = Buffer.from('5a0d9d8c40b54a4bb3a5a4f6d0c0e9a1', 'hex');

const digest = (text) => createHash('sha1').update(NAMESPACE).update(text).digest();

function guid(text) {
  const bytes = digest(text).subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5').toUpperCase();
}

const id = (kind, path) => `${kind}${digest(path).toString('hex').slice(0, 20)}`;
const quoted = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const components = [];

function directory(path, indent) {
  const lines = [];
  const entries = readdirSync(join(folder, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) {
      const name = below === 'bin' ? 'BinDir' : id('d', below);
      lines.push(`${indent}<Directory Id="${name}" Name="${quoted(entry.name)}">`, ...directory(below, `${indent}  `),
        `${indent}</Directory>`);
    } else {
      components.push(id('c', below));
      lines.push(`${indent}<Component Id="${id('c', below)}" Guid="${guid(below)}" Win64="yes">`,
        `${indent}  <File Id="${id('f', below)}" Name="${quoted(entry.name)}" Source="files/${quoted(below)}" KeyPath="yes"/>`,
        `${indent}</Component>`);
    }
  }
  return lines;
}

const include = (lines) => `<?xml version="1.0" encoding="UTF-8"?>\n<Include>\n${lines.join('\n')}\n</Include>\n`;

writeFileSync(join(output, 'files.wxi'), include(directory('', '  ')));
writeFileSync(join(output, 'group.wxi'), include(components.map((c) => `  <ComponentRef Id="${c}"/>`)));

// lib/jvm.options is for `java @file`; procrun wants one option a line, and knows where this program lies.
const options = readFileSync(join(folder, 'lib', 'jvm.options'), 'utf8').split('\n').map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('#'));
// -Xrs: a service hears of its end from procrun, and nothing of consoles and users that log off.
const places = ['-Xrs', '-Dstreamr.home=[INSTALLDIR]', '-Djava.library.path=[INSTALLDIR]native',
  '-Djna.boot.library.path=[INSTALLDIR]native', '-Dorg.sqlite.lib.path=[INSTALLDIR]native'];
// `[~]` makes a list of a string.
writeFileSync(join(output, 'options.wxi'), include([
  `  <RegistryValue Root="HKLM" Key="$(var.Procrun)\\Java" Name="Options" Type="string" Value="${quoted([...options, ...places].join('[~]'))}"/>`]));

console.log(guid(`product ${version}`));
