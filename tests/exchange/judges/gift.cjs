// Reads GIFT from standard input with gift-pegjs and prints what it understood as JSON.
// NODE_PATH says where that is.
const { parse } = require("gift-pegjs");
const text = require("fs").readFileSync(0, "utf8");
try {
  process.stdout.write(JSON.stringify(parse(text)));
} catch (error) {
  const at = error.location ? error.location.start.line : 0;
  process.stderr.write(`line ${at}: ${error.message}\n${text.split("\n").slice(at - 2, at + 1).join("\n")}`);
  process.exit(1);
}
