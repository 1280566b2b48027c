"""The web pages: Gradio on FastAPI, in Chinese, without any outside request."""
