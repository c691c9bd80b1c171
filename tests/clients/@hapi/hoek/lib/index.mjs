export { default as applyToDefaults } from './applyToDefaults.js';

export { default as assert } from './assert.js';

export { default as Bench } from './bench.js';

export { default as block } from './block.js';

export { default as clone } from './clone.js';

export { default as contain } from './contain.js';

export { default as deepEqual } from './deepEqual.js';

export { default as AssertError } from './assertError.js';

export { default as escapeHeaderAttribute } from './escapeHeaderAttribute.js';

export { default as escapeHtml } from './escapeHtml.js';

export { default as escapeJson } from './escapeJson.js';

export { default as escapeRegex } from './escapeRegex.js';

export { default as flatten } from './flatten.js';

export { default as ignore } from './ignore.js';

export { default as intersect } from './intersect.js';

export { default as isPromise } from './isPromise.js';

export { default as merge } from './merge.js';

export { default as once } from './once.js';

export { default as reach } from './reach.js';

export { default as reachTemplate } from './reachTemplate.js';

export { default as stringify } from './stringify.js';

export { default as wait } from './wait.js';
