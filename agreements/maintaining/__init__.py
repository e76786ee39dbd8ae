"""How is a format of agreements written in the browser: rules, words, forms and pages?"""
