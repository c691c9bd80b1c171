<?php
// The backend of a page that embeds the frame: a one-time token for whoever is signed in.

$env = getenv() + (is_file(__DIR__ . '/.env') ? parse_ini_file(__DIR__ . '/.env', false, INI_SCANNER_RAW) : []);
foreach (['WICKETGATE_URL', 'WICKETGATE_CLIENT_ID', 'WICKETGATE_CLIENT_SECRET', 'PAGE_ORIGIN'] as $name) {
    if (($env[$name] ?? '') === '') answer(500, ['error' => "$name is not set: put it into .env"]);
}

// YOURS: return the id of the user whose session the request carries, or null. DEMO_USER is for a trial.
function signed_in_user(array $env): ?string
{
    return $env['DEMO_USER'] ?? null;
}

function answer(int $status, array $body): never
{
    http_response_code($status);
    header('Cache-Control: no-store');
    header('Content-Type: application/json');
    exit(json_encode($body));
}

// Asks the gateway and answers with one member of its JSON, or with 502 and why.
function ask(array $env, string $path, array $body, string $member): never
{
    $call = curl_init($env['WICKETGATE_URL'] . $path);
    curl_setopt_array($call, [
        CURLOPT_USERPWD => "{$env['WICKETGATE_CLIENT_ID']}:{$env['WICKETGATE_CLIENT_SECRET']}",
        CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
        CURLOPT_POSTFIELDS => json_encode($body),
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 10,
    ]);
    $text = curl_exec($call);
    if ($text === false) answer(502, ['error' => 'the gateway cannot be reached']);
    $got = json_decode($text, true);
    if (curl_getinfo($call, CURLINFO_RESPONSE_CODE) === 200 && isset($got[$member])) {
        answer(200, [$member => $got[$member]]);
    }
    answer(502, ['error' => 'the gateway refused', 'code' => $got['code'] ?? null, 'request_id' => $got['request_id'] ?? null]);
}

// The browser sends the user's cookie for other sites' pages too: they must not get a token by it.
$origin = $_SERVER['HTTP_ORIGIN'] ?? $env['PAGE_ORIGIN'];
if (($_SERVER['HTTP_SEC_FETCH_SITE'] ?? '') === 'cross-site' || $origin !== $env['PAGE_ORIGIN']) {
    answer(403, ['error' => 'only the own page may ask']);
}
$user = signed_in_user($env) ?: answer(401, ['error' => 'nobody is signed in']);

$route = "{$_SERVER['REQUEST_METHOD']} " . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($route === 'POST /api/ott') {
    $text = file_get_contents('php://input');
    $sent = $text === '' ? [] : json_decode($text, true);
    if (!is_array($sent)) answer(400, ['error' => 'the body must be a JSON object']);
    $bound = array_intersect_key($sent, ['dpop_jkt' => true, 'code_challenge' => true]);
    ask($env, '/auth/iframe-token', ['external_user_id' => $user] + $bound, 'ott');
}
if ($route === 'POST /api/logout') ask($env, '/auth/sessions/revoke', ['external_user_id' => $user], 'revoked');
answer(404, ['error' => 'there is nothing here']);
