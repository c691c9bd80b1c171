// The types, as a strict consumer compiles them: the documents' examples, and mistakes that must not compile.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const DOCUMENT = readFileSync(path('../../docs/embedding.md'), 'utf8');

const MISTAKES = {
  'an option that there is not': `mount('#a', { src: 'x', otEndpoint: '/ott' });`,
  'a promise of the wrong thing': `mount('#a', { src: 'x', fetchOtt: async () => 7 });`,
  'an event that there is not': `connect({ api: 'x' }).on('refresh', () => {});`,
  'a member that there is not': `connect({ api: 'x' }).on('expiring', (event) => event.seconds);`,
  'no gateway': `connect({});`,
};

/** What the compiler says of these files' contents. */
function compile(sources) {
  const folder = mkdtempSync(join(tmpdir(), 'wicketgate-types-'));
  try {
    sources.forEach((source, at) => writeFileSync(join(folder, `example-${at}.ts`), source));
    const config = {
      compilerOptions: {
        strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false,
        target: 'es2022', module: 'esnext', moduleResolution: 'bundler', moduleDetection: 'force',
        lib: ['es2022', 'dom', 'dom.iterable'], types: [],
        paths: {
          'https://api.example.com/embed/v1/host.mjs': [path('../../src/embed/assets/host.d.ts')],
          'https://api.example.com/embed/v1/frame.js': [path('../../src/embed/assets/frame.d.ts')],
        },
      },
      include: ['*.ts', path('../../src/embed/assets/host.d.ts'), path('../../src/embed/assets/frame.d.ts')],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const { status, stdout } = spawnSync(process.execPath, [path('../node_modules/typescript/bin/tsc'), '-p', folder]);
    return { status, said: String(stdout) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('every example of the document compiles', () => {
  const examples = [...DOCUMENT.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code]) => code);
  assert.ok(examples.length >= 3);
  const { status, said } = compile([...examples, `WicketgateEmbed.mount('#a', { src: 'x', ottEndpoint: '/ott' }).destroy();`]);
  assert.equal(said, '');
  assert.equal(status, 0);
});

test('mistakes do not', () => {
  const imports = [
    `import { mount } from 'https://api.example.com/embed/v1/host.mjs';`,
    `import { connect } from 'https://api.example.com/embed/v1/frame.js';`,
  ].join('\n');
  const { said } = compile(Object.values(MISTAKES).map((code) => `${imports}\n${code}\nvoid [mount, connect];`));
  Object.keys(MISTAKES).forEach((name, at) => assert.match(said, new RegExp(`example-${at}\\.ts\\(3,`), `${name}\n${said}`));
});
