"""The pieces of a page: escaped text, elements, and the style sheet. No script, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from zonewarden.reports.escape import visible, without_surrogates

STYLE = """
:root{color-scheme:light dark;--ink:#1c2430;--dim:#5b6675;--paper:#fff;--soft:#f3f5f8;--line:#d8dee7;--critical:#a3122a;--high:#c8501b;
--medium:#9a6a00;--low:#2f6fb2;--info:#5b6675;--good:#1e7a46;--open:#7a4fa3}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--dim:#9aa6b5;--paper:#14181f;--soft:#1c222c;--line:#313a47;--critical:#ff7a8c;
--high:#ff9d66;--medium:#e6b84d;--low:#7db4ee;--info:#9aa6b5;--good:#62c98f;--open:#c39be8}}
*{box-sizing:border-box}body{margin:0 auto;max-width:76rem;padding:1.5rem;background:var(--paper);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}pre{background:var(--soft);border:1px solid var(--line);
border-radius:6px;padding:.6rem .8rem;overflow-x:auto;margin:.5rem 0}.dim{color:var(--dim)}a{color:inherit}
.tiles{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0}.tile{background:var(--soft);border:1px solid var(--line);border-radius:8px;
padding:.5rem .9rem;min-width:6.5rem}.tile b{display:block;font-size:1.5rem;line-height:1.2}
.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}.info{color:var(--info)}
.good{color:var(--good)}.open{color:var(--open)}
table{border-collapse:collapse;margin:.5rem 0}th,td{border:1px solid var(--line);padding:.3rem .55rem;text-align:left;vertical-align:top}
th{background:var(--soft);font-weight:600}.scroll{overflow-x:auto}td.cell{text-align:center;min-width:2.6rem;font-weight:600}
.matrix th.top{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;max-height:12rem}
details{border:1px solid var(--line);border-left:5px solid var(--mark,var(--line));border-radius:6px;margin:.5rem 0;padding:.1rem .9rem}
summary{cursor:pointer;padding:.45rem 0}summary .where{float:right;margin-left:1rem}mark{background:#ffd95566;color:inherit}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0}dt{color:var(--dim)}dd{margin:0}
svg text{font:12px system-ui,sans-serif;fill:var(--ink)}svg .band{fill:var(--soft);stroke:var(--line)}svg .zone{fill:var(--paper);stroke:var(--dim)}
svg .label{fill:var(--dim)}@media print{details{break-inside:avoid}}
"""


def text(value: object) -> str:
    """Return text as HTML: one visible line, nothing of it markup."""
    return escape(without_surrogates(visible(str(value))))


def element(tag: str, content: Iterable[str] | str = "", **attributes: str) -> str:
    """Return one element; `content` is HTML already. An attribute `class_` is written as `class`."""
    inner = content if isinstance(content, str) else "".join(content)
    written = "".join(f' {name.rstrip("_")}="{text(value)}"' for name, value in attributes.items() if value)
    return f"<{tag}{written}>{inner}</{tag}>"


def table(headers: Iterable[str], rows: Iterable[Iterable[str]], **attributes: str) -> str:
    """Return a table; cells are HTML already."""
    head = element("tr", (element("th", h) for h in headers))
    body = "".join(f"{element('tr', (element('td', cell) for cell in row))}\n" for row in rows)
    return element(
        "div", element("table", f"<thead>{head}</thead>\n<tbody>\n{body}</tbody>", **attributes), class_="scroll"
    )


def page(title: str, body: Iterable[str]) -> str:
    """Return the whole document."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<title>{text(title)}</title>\n<style>{STYLE}</style>'
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n'
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )
