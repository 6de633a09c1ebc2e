"""How the page looks: in light, in dark, and on a black-and-white printer."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

_HEAT = "".join(
    f".h{step}{{background:color-mix(in srgb,var(--accent) {4 + 4 * step}%,var(--paper))}}\n"
    for step in range(10)
)

CSS = f"""
:root{{color-scheme:light dark;--paper:#fff;--ink:#1b1c20;--soft:#5b5e68;--line:#c9ccd4;
--accent:#2a5caa;--warn:#a3231b;--panel:#f4f5f8}}
@media (prefers-color-scheme:dark){{:root{{--paper:#17181c;--ink:#e8e8ec;--soft:#a4a8b3;
--line:#43464f;--accent:#8ab4f8;--warn:#ffa398;--panel:#202228}}}}
@media print{{:root{{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--line:#999;
--accent:#333;--warn:#000;--panel:#fff}}}}
*{{box-sizing:border-box}}
body{{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:60rem;background:var(--paper);
color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif}}
h1{{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}}
h2{{font-size:1.25rem;margin:2.5rem 0 .5rem;border-bottom:2px solid var(--line)}}
h3{{font-size:1rem;margin:0 0 .25rem}}
p{{margin:.3rem 0 .7rem;max-width:46rem}}
.soft,caption,figcaption{{color:var(--soft);font-size:.9rem}}
.cards{{padding:0;list-style:none}}
.card{{border:1px solid var(--line);border-left-width:5px;background:var(--panel);
padding:.7rem .9rem;margin:.7rem 0;break-inside:avoid}}
.grave{{border-left-color:var(--warn)}}
.advice{{font-weight:600}}
.wide{{overflow-x:auto}}
table{{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}}
caption{{text-align:left;padding:.2rem 0 .4rem}}
th,td{{padding:.2rem .55rem;text-align:right;border-bottom:1px solid var(--line);
vertical-align:top}}
td{{white-space:nowrap}}
th[scope=row],th.text{{text-align:left}}
tbody th{{font-weight:400}}
.figures tbody th{{min-width:15rem}}
thead th{{border-bottom:2px solid var(--soft);vertical-align:bottom}}
thead{{display:table-header-group}}
tr{{break-inside:avoid}}
.heat td{{text-align:center;padding:.2rem .1rem;min-width:2.1rem;border:1px solid var(--line)}}
.heat th[scope=row]{{white-space:nowrap}}
.heat thead th{{font-weight:400;text-align:center}}
.heat thead span{{writing-mode:vertical-rl;transform:rotate(180deg);max-height:13rem;
text-align:left;display:inline-block}}
.few{{color:var(--soft);font-style:italic}}
figure{{margin:.5rem 0 1rem;break-inside:avoid;overflow-x:auto}}
.long{{break-inside:auto}}
svg{{width:100%;max-width:54rem;min-width:34rem;height:auto;display:block}}
svg.small{{max-width:33rem;min-width:20rem}}
svg text{{fill:var(--ink);font:12px system-ui,"Segoe UI","DejaVu Sans",sans-serif}}
svg .soft{{fill:var(--soft);font-size:11px}}
svg .end{{text-anchor:end}}
svg .mid{{text-anchor:middle}}
.grid{{stroke:var(--line);stroke-width:1}}
.guess{{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:2 2}}
.whisker{{stroke:var(--ink);stroke-width:2}}
.dot{{fill:var(--accent);stroke:var(--ink)}}
.alarm{{fill:var(--warn);stroke:var(--ink)}}
.bar{{fill:var(--accent);stroke:var(--ink)}}
.wrong{{fill:var(--paper);stroke:var(--ink)}}
.hatch{{stroke:var(--soft);stroke-width:1.5}}
@media print{{body{{font-size:10.5pt;max-width:none;padding:0}}h2{{break-after:avoid}}
.heat td{{print-color-adjust:exact}}.wide,figure{{overflow:visible}}svg,svg.small{{min-width:0}}}}
{_HEAT}"""

POLICY = (
    "default-src 'none'; style-src 'sha256-"
    + b64encode(sha256(CSS.encode()).digest()).decode()
    + "'; base-uri 'none'; form-action 'none'"
)
"""Nothing is fetched and nothing runs; of styles, only the one above."""
