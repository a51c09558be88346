#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *greet(PyObject *self, PyObject *name)
{
    if (!PyUnicode_Check(name)) {
        PyErr_SetString(PyExc_TypeError, "a name is a string");
        return NULL;
    }
    return PyUnicode_FromFormat("Hello, %U, from C compiled with GCC " __VERSION__, name);
}

static PyMethodDef methods[] = {
    {"greet", greet, METH_O, "A greeting for the given name."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "greeting", NULL, 0, methods};

PyMODINIT_FUNC PyInit_greeting(void)
{
    return PyModule_Create(&module);
}
