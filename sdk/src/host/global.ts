/** The page's side as a classic script: `WicketgateEmbed.mount`. */
import { define } from './element.js';
import { WicketgateError, mount } from './index.js';

Object.assign(globalThis, { WicketgateEmbed: { mount, WicketgateError } });
define();
