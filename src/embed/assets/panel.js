var m=`
:host { all: initial; }
section { position: fixed; inset: auto 12px 12px; z-index: 2147483647; max-width: 640px; margin: auto;
  padding: 14px 16px; border-radius: 10px; border: 1px solid #d4a017; background: #fffaf0; color: #1d1d1f;
  font: 14px/1.45 system-ui, sans-serif; box-shadow: 0 8px 30px rgb(0 0 0 / .2); }
h1 { margin: 0 28px 6px 0; font-size: 15px; }
p { margin: 4px 0; overflow-wrap: anywhere; }
code { font: 12px ui-monospace, monospace; }
button { position: absolute; inset: 8px 8px auto auto; width: 28px; height: 28px; border: 0; border-radius: 6px;
  background: none; color: inherit; font-size: 18px; cursor: pointer; }
button:focus-visible { outline: 2px solid currentColor; }
@media (prefers-color-scheme: dark) {
  section { background: #2b2410; color: #f5f0e1; border-color: #8a6d1b; }
}`,g={no_auth_message:'The page that embeds this frame sent no one-time token. Add its "load" listener before it sets src, or use host.js.',ott_used:"This one-time token was used before. Reload the page, so that it asks for a new one.",ott_expired:"The one-time token came too late. The page must hand it over within 60 seconds.",ott_unknown:"The gateway does not know this one-time token. Was it issued by another gateway?",ott_missing:"The page handed over no one-time token. Look at what its backend answered.",ott_binding_mismatch:"The one-time token is bound to another page, key or challenge.",origin_not_allowed:"Allow the page: wicketgate client blocked-origins CLIENT, then wicketgate client allow-origin CLIENT ORIGIN.",dpop_required:"This frame needs tokens that are bound to a key: serve it over https, and allow DPoP for the client."};function x(t){let o=document.createElement("div"),i=o.attachShadow({mode:"open"}),a=new CSSStyleSheet;a.replaceSync(m),i.adoptedStyleSheets=[a];let n=document.createElement("section");n.setAttribute("role","alert");let e=(l,u)=>{let s=document.createElement(l);return s.textContent=u,n.append(s),s};e("h1","Wicketgate: this frame has no session"),e("p",t.message);let r=g[t.code];r&&e("p",r);let h=e("p",""),d=document.createElement("code");d.textContent=[t.code,t.requestId].filter(Boolean).join(" \xB7 "),h.append(d);let c=()=>o.remove(),p=e("button","\xD7");return p.setAttribute("aria-label","Close"),p.addEventListener("click",c),i.append(n),(document.body??document.documentElement).append(o),c}export{x as show};
//# sourceMappingURL=panel.js.map
