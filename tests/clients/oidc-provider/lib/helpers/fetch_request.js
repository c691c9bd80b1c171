import * as attention from './attention.js';
import instance from './weak_cache.js';



const SPECIAL_USE_IPV4 = [
  { prefix: 0x00000000, mask: 0xff000000 }, 
  { prefix: 0x0a000000, mask: 0xff000000 }, 
  { prefix: 0x64400000, mask: 0xffc00000 }, 
  { prefix: 0x7f000000, mask: 0xff000000 }, 
  { prefix: 0xa9fe0000, mask: 0xffff0000 }, 
  { prefix: 0xac100000, mask: 0xfff00000 }, 
  { prefix: 0xc0000000, mask: 0xffffff00 }, 
  { prefix: 0xc0000200, mask: 0xffffff00 }, 
  { prefix: 0xc01fc400, mask: 0xffffff00 }, 
  { prefix: 0xc034c100, mask: 0xffffff00 }, 
  { prefix: 0xc0586300, mask: 0xffffff00 }, 
  { prefix: 0xc0a80000, mask: 0xffff0000 }, 
  { prefix: 0xc0af3000, mask: 0xffffff00 }, 
  { prefix: 0xc6120000, mask: 0xfffe0000 }, 
  { prefix: 0xc6336400, mask: 0xffffff00 }, 
  { prefix: 0xcb007100, mask: 0xffffff00 }, 
  { prefix: 0xf0000000, mask: 0xf0000000 }, 

  
  
  
  
];

function ipv4ToInt(ip) {
  
  
  
  
  let result = 0;
  let octet = 0;
  for (let i = 0; i <= ip.length; i++) {
    if (i === ip.length || ip.charCodeAt(i) === 46  ) {
      result = result * 256 + octet; 
      octet = 0;
    } else {
      octet = octet * 10 + ip.charCodeAt(i) - 48; 
    }
  }
  return result >>> 0;
}

function expandIPv6(address) {
  
  
  let parts;
  const dcIndex = address.indexOf('::');
  if (dcIndex !== -1) {
    const left = address.substring(0, dcIndex);
    const right = address.substring(dcIndex + 2);
    const leftParts = left ? left.split(':') : [];
    const rightParts = right ? right.split(':') : [];
    const missing = 8 - leftParts.length - rightParts.length;
    parts = leftParts;
    for (let i = 0; i < missing; i++) parts.push('0000');
    for (let i = 0; i < rightParts.length; i++) parts.push(rightParts[i]);
  } else {
    parts = address.split(':');
  }
  let result = '';
  for (let i = 0; i < 8; i++) result += parts[i].padStart(4, '0');
  return result;
}




const V4_OCTET_BUCKETS = new Array(256);
for (let i = 0; i < 256; i++) V4_OCTET_BUCKETS[i] = [];
for (const entry of SPECIAL_USE_IPV4) {
  const entryStart = (entry.prefix >>> 24) & 0xff;
  const hostBits = (~entry.mask >>> 24) & 0xff;
  for (let o = entryStart; o <= entryStart + hostBits && o < 256; o++) {
    V4_OCTET_BUCKETS[o].push(entry);
  }
}

function isSpecialUseIPv4(address) {
  const addr = ipv4ToInt(address);
  const bucket = V4_OCTET_BUCKETS[(addr >>> 24) & 0xff];
  for (let i = 0; i < bucket.length; i++) {
    if (((addr & bucket[i].mask) >>> 0) === bucket[i].prefix) return true;
  }
  return false;
}





const SPECIAL_USE_IPV6 = [
  '0064ff9b0000000000000000', 
  '0064ff9b0001', 
  '0100000000000000', 
  '0100000000000001', 
  '200100', 
  '200101', 
  '20010db8', 
  '2002', 
  '2620004f8000', 
  '3fff0', 
  '5f00', 
  'fc', 
  'fd', 
  'fe8', 
  'fe9', 
  'fea', 
  'feb', 

  
  

  
  
  
  
];




function hexCharToTrieIndex(code) {
  
  return code <= 57   ? code - 48   : code - 87;
}

const TRIE_CHILDREN = [];
const TRIE_TERMINAL = [];
function allocTrieNode() {
  const id = TRIE_CHILDREN.length;
  TRIE_CHILDREN.push(new Int8Array(16).fill(-1));
  TRIE_TERMINAL.push(0);
  return id;
}

const IPV6_TRIE_ROOT = allocTrieNode();
for (const prefix of SPECIAL_USE_IPV6) {
  let node = IPV6_TRIE_ROOT;
  for (let i = 0; i < prefix.length; i++) {
    const ci = hexCharToTrieIndex(prefix.charCodeAt(i));
    if (TRIE_CHILDREN[node][ci] === -1) {
      TRIE_CHILDREN[node][ci] = allocTrieNode();
    }
    node = TRIE_CHILDREN[node][ci];
  }
  TRIE_TERMINAL[node] = 1;
}

function isSpecialUseIPv6(address) {
  const lower = address.toLowerCase();
  if (lower === '::' || lower === '::1') return true;
  if (lower.startsWith('::ffff:')) {
    const v4part = lower.substring(7);
    if (v4part.includes('.')) return isSpecialUseIPv4(v4part);
  }
  const full = expandIPv6(lower);
  let node = IPV6_TRIE_ROOT;
  for (let i = 0; i < full.length; i++) {
    if (TRIE_TERMINAL[node]) return true;
    const next = TRIE_CHILDREN[node][hexCharToTrieIndex(full.charCodeAt(i))];
    if (next === -1) return false;
    node = next;
  }
  return !!TRIE_TERMINAL[node];
}

function isSpecialUseIP(address) {
  
  if (!address.includes(':')) return isSpecialUseIPv4(address);
  return isSpecialUseIPv6(address);
}



function getAgent() {
  
  
  Response;
  return (
    globalThis[Symbol.for('undici.globalDispatcher.2')]
    ?? globalThis[Symbol.for('undici.globalDispatcher.1')]
  )?.constructor;
}

function socketSymbolFor(target) {
  if (target === null || target === undefined) return undefined;

  return Object.getOwnPropertySymbols(target).find((s) => s.description === 'socket');
}

function destroySpecialUseSocket(target, socketSymbol = socketSymbolFor(target)) {
  const socket = socketSymbol === undefined ? undefined : target[socketSymbol];
  if (socket?.remoteAddress === undefined || !isSpecialUseIP(socket.remoteAddress)) {
    return false;
  }

  socket.destroy(new Error('hostname resolves to a special-use IP address'));
  return true;
}

function applySSRFProtection(dispatcher) {
  dispatcher.on('connect', (_origin, targets) => {
    const client = targets[targets.length - 1];
    destroySpecialUseSocket(client);
  });

  return dispatcher;
}

function createSSRFProtectedDispatcher() {
  const Agent = getAgent();
  return applySSRFProtection(new Agent());
}


let dispatcher;

export default async function fetchRequest(provider, url, options) {
  options.signal = AbortSignal.timeout(2500);
  options.headers = new Headers(options.headers);
  options.headers.set('user-agent', ''); 

  
  
  
  
  
  
  if (dispatcher === undefined) {
    try {
      dispatcher = createSSRFProtectedDispatcher();
    } catch {
      attention.warn('failed to setup SSRF protection for fetch, outgoing requests will not be checked for special-use IP addresses');
      dispatcher = null;
    }
  }
  if (dispatcher) {
    options.dispatcher = dispatcher;
  }

  return instance(provider).configuration.fetch(url, options);
}

export {
  ipv4ToInt,
  expandIPv6,
  isSpecialUseIPv4,
  isSpecialUseIPv6,
  isSpecialUseIP,
  destroySpecialUseSocket,
  applySSRFProtection,
};
