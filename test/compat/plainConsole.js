globalThis.console = require('node:console');
