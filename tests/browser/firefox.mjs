// The demo of `wicketgate dev` in Firefox, by WebDriver BiDi, with the cookies of third parties blocked.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { equal, until } from './scenario.mjs';

const require = createRequire(new URL('../node/', import.meta.url));
const puppeteer = require('puppeteer-core');

const gateway = spawn(process.env.WICKETGATE, ['dev', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
const url = await new Promise((found, failed) => {
  gateway.once('exit', () => failed(new Error('dev has ended')));
  createInterface(gateway.stdout).on('line', (line) => {
    const demo = /^demo +(http\S+)/.exec(line);
    if (demo) found(demo[1]);
  });
});
const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath: process.env.FIREFOX,
  headless: true,
  extraPrefsFirefox: { 'network.cookie.cookieBehavior': 1 },
});
let failed = false;
try {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(url);
  const steps = () => page.$$eval('#steps li', (all) => all.map((one) => one.innerText));
  const step = (words, count = 1) =>
    until(`${count} "${words}"`, steps, (all) => all.filter((one) => one.includes(words)).length >= count);
  const frame = () => page.frames().find((one) => one.url().includes('/embed/demo/frame'));
  const answer = () => frame().$eval('#answer', (one) => one.textContent).catch(() => '');
  await step('exchanged it for a session');
  await until('an answer', answer, (text) => text.startsWith('200,'));
  equal(await frame().evaluate(() => ((document.cookie = 'a=b'), document.cookie)), '', 'a cookie of another site');
  await page.click('#expire');
  await step('clock went on');
  await frame().click('#call');
  await step('renewed its tokens');
  await page.click('#foreign');
  await step('origin_not_allowed');
  await page.click('#reload');
  await step('exchanged it for a session', 2);
  await until('an answer', answer, (text) => text.startsWith('200,'));
  await page.click('#revoke');
  await step('ended the user');
  await frame().click('#call');
  await step('closed its session');
  equal(errors, [], 'errors of the pages');
  console.log(`ok the demo in ${await browser.version()}`);
} catch (error) {
  failed = true;
  console.log(`not ok the demo: ${error.stack}`);
}
await browser.close();
gateway.removeAllListeners('exit');
gateway.kill();
process.exitCode = failed ? 1 : 0;
