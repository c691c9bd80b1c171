// The customer's backend of the first seed: its handler stands between the two lines, word for word
// but for the host.
const express = require('express');
const app = express();
// ---
// Your backend endpoint that the frontend calls to get an OTT
app.post('/api/whatabot/ott', async (req, res) => {
const clientId = process.env.WHATABOT_CLIENT_ID;
const clientSecret = process.env.WHATABOT_CLIENT_SECRET;
const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
const response = await fetch(`${process.env.GATEWAY}/api/auth/iframe-token`, {
method: 'POST',
headers: {
'Authorization': `Basic ${credentials}`,
'Content-Type': 'application/json',
},
});
const { ott } = await response.json();
res.json({ ott });
});
// ---
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
