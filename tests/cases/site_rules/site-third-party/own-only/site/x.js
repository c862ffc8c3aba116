const home = "https://example.org"; open("a.html");
