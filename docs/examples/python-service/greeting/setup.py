from setuptools import Extension, setup

setup(name="greeting", version="1.0", ext_modules=[Extension("greeting", ["greeting.c"])])
