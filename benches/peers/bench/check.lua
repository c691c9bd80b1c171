-- Checks ES256 access tokens with libcrypto and remembers those that passed.
local ffi = require "ffi"
local cjson = require "cjson.safe"
local lrucache = require "resty.lrucache"

ffi.cdef [[
typedef struct bio_st BIO; typedef struct evp_pkey_st EVP_PKEY;
typedef struct evp_md_ctx_st EVP_MD_CTX; typedef struct evp_md_st EVP_MD;
BIO *BIO_new_mem_buf(const void *bytes, int length);
EVP_PKEY *PEM_read_bio_PUBKEY(BIO *bio, EVP_PKEY **key, void *callback, void *argument);
EVP_MD_CTX *EVP_MD_CTX_new(void);
void EVP_MD_CTX_free(EVP_MD_CTX *context);
const EVP_MD *EVP_sha256(void);
int EVP_DigestVerifyInit(EVP_MD_CTX *context, void **pkey_context, const EVP_MD *digest,
                         void *engine, EVP_PKEY *key);
int EVP_DigestVerify(EVP_MD_CTX *context, const unsigned char *signature, size_t signature_length,
                     const unsigned char *signed_bytes, size_t signed_length);
]]
local crypto = ffi.load("libcrypto.so.3")

local M = {}
local key
local passed = lrucache.new(10000)

function M.init(pem_file)
    local file = assert(io.open(pem_file))
    local pem = file:read("*a")
    file:close()
    key = crypto.PEM_read_bio_PUBKEY(crypto.BIO_new_mem_buf(pem, #pem), nil, nil, nil)
    assert(key ~= nil, "no public key")
end

local function decode(text)
    text = text:gsub("-", "+"):gsub("_", "/")
    return ngx.decode_base64(text .. ("="):rep(-#text % 4))
end

local function integer(bytes)
    bytes = bytes:gsub("^%z+", "")
    if bytes == "" or bytes:byte() >= 0x80 then bytes = "\0" .. bytes end
    return "\2" .. string.char(#bytes) .. bytes
end

local function signed_by_key(signed, signature)
    local both = integer(signature:sub(1, 32)) .. integer(signature:sub(33))
    local der = "\48" .. string.char(#both) .. both
    local context = crypto.EVP_MD_CTX_new()
    local good = crypto.EVP_DigestVerifyInit(context, nil, crypto.EVP_sha256(), nil, key) == 1
        and crypto.EVP_DigestVerify(context, der, #der, signed, #signed) == 1
    crypto.EVP_MD_CTX_free(context)
    return good
end

local function verify(token)
    local head, payload, signature = token:match("^([%w_-]+)%.([%w_-]+)%.([%w_-]+)$")
    local header = head and cjson.decode(decode(head) or "")
    local claims = head and cjson.decode(decode(payload) or "")
    signature = head and decode(signature)
    if not header or header.alg ~= "ES256" or not claims or #(signature or "") ~= 64 then return end
    if not signed_by_key(head .. "." .. payload, signature) then return end
    return claims
end

function M.check()
    local token = (ngx.var.http_authorization or ""):match("^Bearer (.+)$")
    if not token then return ngx.exit(401) end
    local claims = passed:get(token)
    if not claims then
        claims = verify(token)
        if not claims then return ngx.exit(401) end
        passed:set(token, claims)
    end
    if type(claims.exp) ~= "number" or claims.exp <= ngx.time() then return ngx.exit(401) end
    ngx.var.workspace_id = claims.workspace_id or ""
    ngx.var.client_id = claims.client_id or ""
    ngx.var.session_id = claims.sid or ""
end

return M
