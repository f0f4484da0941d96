// Adds to the bill of materials what Maven does not know of: the Java runtime, and what the pages are made of.
//   node bill-of-materials.mjs BILL IMAGE WEB
// BILL is the CycloneDX file, changed in place; WEB the folder with the pages' package-lock.json.
import { readFileSync, writeFileSync } from 'node:fs';

const [bill, image, web] = process.argv.slice(2);
const document = JSON.parse(readFileSync(bill, 'utf8'));

const release = Object.fromEntries(readFileSync(`${image}/runtime/release`, 'utf8').trim().split('\n')
  .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replaceAll('"', '')]));
const runtime = {
  type: 'platform',
  'bom-ref': `pkg:generic/openjdk@${release.JAVA_VERSION}`,
  name: 'openjdk',
  version: release.JAVA_VERSION,
  publisher: release.IMPLEMENTOR ?? 'OpenJDK',
  description: 'Java runtime of these modules: ' + release.MODULES,
  licenses: [{ expression: 'GPL-2.0-only WITH Classpath-exception-2.0' }],
  purl: `pkg:generic/openjdk@${release.JAVA_VERSION}`,
};

// esbuild makes the pages and is not in them.
const builders = /^node_modules\/(@esbuild\/|esbuild$)/;
const pages = Object.entries(JSON.parse(readFileSync(`${web}/package-lock.json`, 'utf8')).packages)
  .filter(([path, library]) => path !== '' && !library.dev && !builders.test(path))
  .map(([path, library]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const purl = `pkg:npm/${name.replace('@', '%40')}@${library.version}`;
    return { type: 'library', 'bom-ref': purl, name, version: library.version, scope: 'required',
      ...(library.license && { licenses: [{ license: { id: library.license } }] }), purl };
  });

document.components.push(runtime, ...pages);
writeFileSync(bill, JSON.stringify(document, null, 2) + '\n');
