// Builds what the gateway serves under /embed/v1/ into src/embed/assets. With --check it writes nothing,
// and fails where what is there differs, is too large, or has wrong types.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '../src/embed/assets');
const check = process.argv.includes('--check');

const SCRIPTS = [
  { from: 'host/global.ts', to: 'host.js', format: 'iife', most: 3 * 1024 },
  { from: 'host/module.ts', to: 'host.mjs', format: 'esm', most: 3 * 1024 },
  { from: 'frame/index.ts', to: 'frame.js', format: 'esm', most: 7 * 1024 },
  { from: 'frame/global.ts', to: 'frame.global.js', format: 'iife', most: 7 * 1024 },
  { from: 'frame/panel.ts', to: 'panel.js', format: 'esm', most: 2 * 1024 },
];

execFileSync(process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '-p', here], { stdio: 'inherit' });

const files = new Map();
const problems = [];
for (const { from, to, format, most } of SCRIPTS) {
  const built = await build({
    absWorkingDir: here,
    entryPoints: [join('src', from)],
    outfile: join(out, to),
    bundle: true,
    minify: true,
    format,
    target: 'es2022',
    sourcemap: 'linked',
    legalComments: 'none',
    write: false,
  });
  for (const file of built.outputFiles) files.set(file.path.slice(out.length + 1), Buffer.from(file.contents));
  const size = gzipSync(files.get(to), { level: 9 }).length;
  console.log(`${to}: ${files.get(to).length} bytes, ${size} gzipped (at most ${most})`);
  if (size > most) problems.push(`${to} is ${size} bytes gzipped, more than ${most}`);
}
for (const name of ['host.d.ts', 'frame.d.ts']) files.set(name, readFileSync(join(here, 'types', name)));

for (const [name, content] of files) {
  const path = join(out, name);
  if (!check) writeFileSync(path, content);
  else if (!existsSync(path) || !readFileSync(path).equals(content)) {
    problems.push(`src/embed/assets/${name} is not what sdk/ builds: run npm run build in sdk/, and commit it`);
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
