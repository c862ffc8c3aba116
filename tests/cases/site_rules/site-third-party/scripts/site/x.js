fetch("https://cdn.example/a");
importScripts('//cdn.example/b.js');
new Worker("https://cdn.example/c.js");
