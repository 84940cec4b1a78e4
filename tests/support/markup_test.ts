import { deepEqual } from "node:assert/strict";
import { readMarkup } from "./markup.ts";

Deno.test("all that a page links and sends is read from its markup, as a browser would", () => {
  const page = `<html><head><title>Bills &amp; sacks</title><link rel="stylesheet" href="/static/a.css"/></head><body>
    <a href="#main">Skip</a><a href="#gone">Lost</a><a href="/bills?q=a&amp;status=new#list">Bills</a>
    <a href="https://elsewhere.test/">Elsewhere</a><a href="/bills?q=a&amp;status=new">Again</a>
    <main id="main">
      <form action="/search#top"><input name="q" value="a b"/><input type="checkbox" name="x"/></form>
      <form method="post" action="/bills/INV%2F7/removals" hx-post="/bills/INV%2F7/removals" hx-target="#bill">
        <button formaction="/bills/INV%2F7/moves" name="parent" value="SB00042">Move</button>
      </form>
      <form method="post" action="/moves"><input type="checkbox" name="parent" value="SB00042"/>
        <button formmethod="get" formaction="/moves/choice">Choose</button>
      </form>
      <form method="post"><button>Here</button></form>
      <div data-keys="g b" data-does="go" data-to="/bags"></div><div hx-get="/part"></div>
    </main><!-- <a href="/never"> --></body></html>`;
  deepEqual(readMarkup(page, "/bills?q=a"), {
    title: "Bills & sacks",
    links: ["/static/a.css", "/bills?q=a&status=new", "/bags", "/part"],
    forms: [
      { method: "GET", where: "/search?q=a+b&x=" },
      { method: "POST", where: "/bills/INV%2F7/removals" },
      { method: "POST", where: "/bills/INV%2F7/moves" },
      { method: "POST", where: "/moves" },
      { method: "GET", where: "/moves/choice?parent=SB00042" },
      { method: "POST", where: "/bills?q=a" },
    ],
    lostAnchors: ["#gone"],
  });
});
